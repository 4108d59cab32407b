import { BREAK, Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode, GraphQLError, VariableNode } from 'graphql';

/** Leads to a place in the input, counted from a field's arguments: `["input", "set", "email"]`. */
export type InputPath = readonly string[];

/** Something is missing at the place that an error names; its message ends the path. */
const MISSING: readonly RegExp[] = [
  /^(?:Field|Directive) "[^"]+" argument "(\w+)" of type /,
  /^Field "(?:\w+\.)?(\w+)" of required type "[^"]+" was not provided\.$/,
  /^Field "(?:\w+\.)?(\w+)" must be non-null\.$/,
];

/** The name of what an error says is missing. */
export const missingIn = (message: string): string | undefined =>
  MISSING.map((pattern) => pattern.exec(message)?.[1]).find((name) => name !== undefined);

/** Where in the input an error about a document stands; `null` when it is not about input. */
export function inputPathOf(document: DocumentNode, error: GraphQLError): InputPath | null {
  const missing = missingIn(error.message);
  const places = (error.nodes ?? []).map((node) => placeOf(document, node));
  // What is wrong between a variable and its use is wrong where it is used.
  const place = places.find((one) => one?.within === 'field') ?? places.find((one) => one !== null);
  if (!place) return null;
  const path = [...place.path, ...(missing === undefined ? [] : [missing]), ...innerPathOf(error)];
  if (place.within === 'field') return path.length > 0 ? path : null;
  const use = useOf(document, place.variable);
  return use && [...use, ...path];
}

/** Where in a JSON value an error of its scalar stands. */
export function innerPathOf({ extensions }: GraphQLError): InputPath {
  const inner = extensions['inputPath'];
  return Array.isArray(inner) ? inner.map((name) => shownName(String(name))) : [];
}

const LONGEST_NAME = 128;

/** A name that a caller made up may be any text. */
export const shownName = (name: string): string => name.slice(0, LONGEST_NAME).toWellFormed();

/** Where a variable is used first. */
export function useOf(document: DocumentNode, variable: string): InputPath | null {
  let use: VariableNode | undefined;
  visit(document, {
    // Its own name stands there.
    VariableDefinition: () => false,
    Variable: (node) => {
      if (node.name.value !== variable) return undefined;
      use = node;
      return BREAK;
    },
  });
  return use ? (placeOf(document, use)?.path ?? null) : null;
}

type Place =
  | { readonly within: 'field'; readonly path: InputPath }
  /** In the definition of a variable: its default value. */
  | { readonly within: 'variable'; readonly variable: string; readonly path: InputPath };

function placeOf(document: DocumentNode, node: ASTNode): Place | null {
  const chain = chainTo(document, node);
  const start = chain.findLastIndex(({ kind }) => STARTS.has(kind));
  const from = chain[start];
  if (!from) return null;
  const path = stepsOf(chain.slice(start));
  return from.kind === Kind.VARIABLE_DEFINITION
    ? { within: 'variable', variable: from.variable.name.value, path }
    : { within: 'field', path };
}

const STARTS: ReadonlySet<Kind> = new Set([Kind.FIELD, Kind.DIRECTIVE, Kind.VARIABLE_DEFINITION]);

/** A node with all that it stands in, from the outside in; empty when it is not in the document. */
function chainTo(document: DocumentNode, node: ASTNode): readonly ASTNode[] {
  let chain: readonly ASTNode[] = [];
  visit(document, {
    enter: (each, _key, parent, _path, ancestors) => {
      if (each !== node) return undefined;
      const around = [...ancestors, ...(parent ? [parent] : [])];
      chain = [...around.filter((one) => 'kind' in one), each];
      return BREAK;
    },
  });
  return chain;
}

function stepsOf(chain: readonly ASTNode[]): InputPath {
  return chain.flatMap((node, index) => {
    const outer = chain[index - 1];
    if (outer?.kind === Kind.LIST) return [String(outer.values.findIndex((one) => one === node))];
    return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
  });
}
