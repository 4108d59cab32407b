import { Kind, visit } from 'graphql';
import type {
  ASTNode,
  DocumentNode,
  FieldNode,
  GraphQLResolveInfo,
  OperationDefinitionNode,
} from 'graphql';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'variableValues' | 'operation' | 'fragments'>;

interface Entry<Plan> {
  readonly operation: OperationDefinitionNode;
  readonly nodes: readonly FieldNode[];
  readonly variables: string;
  readonly plan: Plan;
}

/** Plans kept for one field of a document; more are made anew, so variables cannot fill the memory. */
const ENTRIES_PER_FIELD = 16;

/**
 * Remembers plans as long as their document lives. Two uses of a field share a plan when the same nodes meet under it
 * and the variables that shape a plan have the same values.
 */
export class PlanCache<Plan> {
  readonly #entries = new WeakMap<FieldNode, Entry<Plan>[]>();

  get(info: Info, make: () => Plan): Plan {
    const [first] = info.fieldNodes;
    if (!first) return make();
    const entries = this.#entries.get(first) ?? [];
    const variables = shapingValues(info);
    const known = entries.find(
      (entry) =>
        entry.operation === info.operation &&
        entry.variables === variables &&
        sameNodes(entry.nodes, info.fieldNodes),
    );
    if (known) return known.plan;
    const plan = make();
    const entry = { operation: info.operation, nodes: info.fieldNodes, variables, plan };
    this.#entries.set(first, [entry, ...entries].slice(0, ENTRIES_PER_FIELD));
    return plan;
  }
}

const sameNodes = (one: readonly FieldNode[], other: readonly FieldNode[]): boolean =>
  one.length === other.length && one.every((node, index) => node === other[index]);

function shapingValues({ operation, fragments, variableValues }: Info): string {
  const names = shapingVariables(operation, fragments);
  return names.length === 0 ? '' : JSON.stringify(names.map((name) => variableValues[name]));
}

const shaping = new WeakMap<OperationDefinitionNode, readonly string[]>();

/** The fields whose arguments decide what is read. */
const SHAPING_FIELDS: ReadonlySet<string> = new Set(['account', 'details', 'provenance']);

/** The variables of an operation that decide what is read: those of directives and of the shaping fields. */
function shapingVariables(
  operation: OperationDefinitionNode,
  fragments: Info['fragments'],
): readonly string[] {
  const known = shaping.get(operation);
  if (known) return known;
  const names = new Set<string>();
  const collect = (node: ASTNode): void => {
    visit(node, { Variable: ({ name }) => void names.add(name.value) });
  };
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [operation, ...Object.values(fragments)],
  };
  visit(document, {
    Directive: collect,
    Field: (node) => {
      if (SHAPING_FIELDS.has(node.name.value)) node.arguments?.forEach(collect);
    },
  });
  const found = [...names];
  shaping.set(operation, found);
  return found;
}
