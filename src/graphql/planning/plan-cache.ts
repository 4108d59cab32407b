import type { FieldNode, GraphQLResolveInfo, OperationDefinitionNode } from 'graphql';
import { tracing } from '#telemetry';
import type { ShapingVariables } from './shaping-variables.ts';

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
  readonly #variables: ShapingVariables;

  constructor(variables: ShapingVariables) {
    this.#variables = variables;
  }

  get(info: Info, make: () => Plan): Plan {
    const [first] = info.fieldNodes;
    if (!first) return make();
    const entries = this.#entries.get(first) ?? [];
    const variables = this.#variables.values(info);
    const known = entries.find(
      (entry) =>
        entry.operation === info.operation &&
        entry.variables === variables &&
        sameNodes(entry.nodes, info.fieldNodes),
    );
    if (known) return known.plan;
    const plan = tracing === null ? make() : traced(make);
    const entry = { operation: info.operation, nodes: info.fieldNodes, variables, plan };
    this.#entries.set(first, [entry, ...entries].slice(0, ENTRIES_PER_FIELD));
    return plan;
  }
}

const traced = <Plan>(make: () => Plan): Plan => {
  const span = tracing?.start('plan');
  try {
    return make();
  } finally {
    span?.end();
  }
};

const sameNodes = (one: readonly FieldNode[], other: readonly FieldNode[]): boolean =>
  one.length === other.length && one.every((node, index) => node === other[index]);
