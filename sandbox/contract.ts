import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { OpenAPIBackend, type Request } from 'openapi-backend';
import { loadDocument } from '#backends';
import type { Problem, SandboxRequest } from './vendor.ts';

/** A request as it came in; the path with its query, the body as text. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A backend's OpenAPI document at work. */
export interface Contract {
  /** The operation id, `null` when no operation has this method and path. */
  readonly operationOf: (request: RawRequest) => string | null;
  /** What is wrong with a request for this operation; empty when nothing is. */
  readonly problems: (operation: string, request: RawRequest) => readonly Problem[];
  /** The parts of a request without problems. */
  readonly parse: (operation: string, request: RawRequest) => SandboxRequest;
}

/**
 * Documents never change while a process runs, and compiling one costs more than all else at start: tests that start
 * many sandboxes share them.
 */
const contracts = new Map<string, Promise<Contract>>();

export function contractOf(document: URL): Promise<Contract> {
  const known = contracts.get(document.href);
  if (known) return known;
  const contract = compile(document);
  contracts.set(document.href, contract);
  return contract;
}

async function compile(document: URL): Promise<Contract> {
  const api = await apiOf(document);
  const operation = (id: string) => {
    const found = api.getOperation(id);
    if (!found) throw new Error(`The OpenAPI document has no operation ${id}.`);
    return found;
  };
  return {
    operationOf: (request) => api.matchOperation(requestOf(request))?.operationId ?? null,
    problems: (id, request) => {
      // openapi-backend throws at a path that is not well encoded.
      if (!isEncoded(request.path)) return [{ rule: 'encoding', field: 'path' }];
      const { errors } = api.validateRequest(requestOf(request), operation(id));
      // An `if` only repeats what its branch found.
      return (errors ?? []).filter(({ keyword }) => keyword !== 'if').map(problemOf);
    },
    parse: (id, request) => {
      const parsed = api.router.parseRequest(requestOf(request), operation(id));
      return { path: parsed.params, query: parsed.query, body: parsed.requestBody ?? null };
    },
  };
}

/** Our documents state their rules as patterns; formats are remarks to readers. */
const AJV = {
  allErrors: true,
  strict: false,
  validateFormats: false,
  validateSchema: false,
  meta: false,
} as const;

async function apiOf(document: URL): Promise<OpenAPIBackend> {
  const api = await new OpenAPIBackend({
    definition: loadDocument(document),
    // The document is taken as it is (the adapter's tests check it), and only what checks requests is compiled.
    quick: true,
    strict: true,
    ignoreTrailingSlashes: false,
    ajvOpts: AJV,
    // OpenAPI 3.1 speaks JSON Schema 2020-12, openapi-backend's own Ajv an older draft.
    customizeAjv: (_draft07, options) => new Ajv2020(options),
  }).init();
  const operations = api.getOperations();
  // It would put them together anew several times a request.
  api.router.getOperations = () => operations;
  // Now, not at the first request: a test must not take the time that it costs for a slow backend.
  for (const { operationId } of operations) {
    if (operationId) api.validator.getRequestValidatorsForOperation(operationId);
  }
  return api;
}

function isEncoded(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    // A URIError, the only way to be told.
    return false;
  }
}

const requestOf = ({ method, path, headers, body }: RawRequest): Request => ({
  method,
  path,
  headers: { ...headers },
  ...(body === '' ? {} : { body }),
});

const problemOf = ({ keyword, instancePath, params }: ErrorObject): Problem => ({
  rule: keyword,
  field: String(
    params['missingProperty'] ?? params['additionalProperty'] ?? instancePath.split('/').at(-1),
  ),
});
