import {
  type DocumentNode,
  type FieldNode,
  type SelectionSetNode,
  Kind,
  OperationTypeNode,
  getOperationAST,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import type { BackendFact } from '../api/facts.ts';
import { isObject, listIn, objectIn } from '../api/json.ts';
import type { GraphqlRequest } from '../api/send.ts';

/** What a request is about to change. */
export interface WriteQuestion {
  readonly mutations: readonly string[];
  /** The backends that may be written to; empty when only Facet's own registry is. */
  readonly backends: readonly string[];
}

/** `null` for a request that changes nothing, or that cannot be read: the server says what is wrong with it. */
export function writeQuestion(
  request: GraphqlRequest,
  backends: readonly BackendFact[],
): WriteQuestion | null {
  const document = documentOf(request.query);
  const operation = document && getOperationAST(document, request.operationName || undefined);
  if (!document || operation?.operation !== OperationTypeNode.MUTATION) return null;
  const fields = rootFields(operation.selectionSet, document);
  const reached = new Set(fields.flatMap((field) => reachedBy(field, request.variables, backends)));
  return {
    mutations: [...new Set(fields.map(({ name }) => name.value))],
    backends: backends.map(({ backend }) => backend).filter((name) => reached.has(name)),
  };
}

function documentOf(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    // What does not parse changes nothing.
    return null;
  }
}

const rootFields = (
  { selections }: SelectionSetNode,
  document: DocumentNode,
): readonly FieldNode[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return rootFields(selection.selectionSet, document);
    const fragment = document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? rootFields(fragment.selectionSet, document)
      : [];
  });

/** Who holds which account is kept by Facet alone. */
const OF_THE_REGISTRY = new Set(['linkAccount', 'unlinkAccount']);

function reachedBy(
  field: FieldNode,
  variables: unknown,
  backends: readonly BackendFact[],
): readonly string[] {
  const name = field.name.value;
  if (OF_THE_REGISTRY.has(name)) return [];
  const at = listIn(inputOf(field, variables)['at']);
  return backends
    .filter(({ status }) => status !== 'NOT_CONFIGURED')
    .filter(({ creates, updates }) => (name.startsWith('create') ? creates : updates))
    .map(({ backend }) => backend)
    .filter((backend) => at.length === 0 || at.includes(backend));
}

function inputOf({ arguments: list = [] }: FieldNode, variables: unknown) {
  const input = list.find(({ name }) => name.value === 'input')?.value;
  const known = isObject(variables) ? { ...variables } : {};
  return input ? objectIn(valueFromASTUntyped(input, known)) : {};
}
