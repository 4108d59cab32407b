import {
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  Kind,
  OperationTypeNode,
  getOperationAST,
  print,
} from 'graphql';
import { type GraphqlRequest, send } from '../api/send.ts';
import type { PersonPlace, Step } from './response-values.ts';

/** Facet's id of a person in a response: as the response has it, else asked for by the way that the query took. */
export async function personId(
  { id, path, steps }: PersonPlace,
  document: DocumentNode,
  request: GraphqlRequest,
): Promise<string | null> {
  if (id !== null) return id;
  const operation = getOperationAST(document, request.operationName || undefined);
  if (operation?.operation !== OperationTypeNode.QUERY) return null;
  const query = print(idQuery(operation, steps));
  const { response } = await send({ query, variables: request.variables });
  const found = [...path, 'id'].reduce(
    (value: unknown, part) => Object(value)[part],
    response?.['data'],
  );
  return typeof found === 'string' ? found : null;
}

/** The operation with the fields that lead to a person alone, and there `id`. */
const idQuery = (
  operation: OperationDefinitionNode,
  steps: readonly Step[],
): OperationDefinitionNode => ({
  ...operation,
  variableDefinitions: usedVariables(operation, steps),
  selectionSet: {
    kind: Kind.SELECTION_SET,
    selections: [
      steps.reduceRight<SelectionNode>(
        (inner, { type, node }) =>
          onType(type, {
            ...node,
            directives: [],
            selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] },
          }),
        onType('User', { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'id' } }),
      ),
    ],
  },
});

const onType = (type: string, selection: SelectionNode): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
});

/** Variables that nothing uses any more would be refused. */
function usedVariables(
  { variableDefinitions = [] }: OperationDefinitionNode,
  steps: readonly Step[],
) {
  const kept = steps.flatMap(({ node }) => (node.arguments ?? []).map(print)).join(' ');
  return variableDefinitions.filter(({ variable }) =>
    new RegExp(`\\$${variable.name.value}\\b`).test(kept),
  );
}
