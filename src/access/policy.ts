import { getArgumentValues, getNamedType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';

/** The directives that say who may have a type or a field: Apollo Federation's own, so that gateways read them too. */
export const RULES: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes']);

/** What one directive wants: all scopes of one of these alternatives. One that is empty wants a caller, and no scope. */
type Alternatives = readonly (readonly Scope[])[];

/** What a field wants of its caller: each of these. Without any the field has no rule. */
export type Requirement = readonly Alternatives[];

/** One field of the table: `User.email`. */
export interface PolicyRow {
  readonly type: string;
  readonly field: string;
  readonly requirement: Requirement;
}

/**
 * Who may have which field, read once from the schema's directives. A field wants what its own directives say, what those of
 * the type that it stands in say, and what those of the object type that it leads to say: Federation's meaning of a rule
 * on a type. An interface has no rules: those of the object count.
 */
export class Policy {
  readonly #schema: GraphQLSchema;
  readonly #requirements = new Map<string, Requirement>();
  readonly #grants = new Map<string, Grants>();
  readonly #grantsOf = new WeakMap<ReadonlySet<Scope>, Grants>();

  /** @throws Error when a rule names a scope that does not exist. */
  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    for (const { type, field, requirement } of rowsOf(schema)) {
      this.#requirements.set(`${type}.${field}`, requirement);
    }
  }

  /** The table of every field, in the order of the schema. */
  get rows(): readonly PolicyRow[] {
    return rowsOf(this.#schema);
  }

  /** What a caller with these scopes may have. Worked out once for equal scopes. */
  grantsOf(scopes: ReadonlySet<Scope>): Grants {
    const known = this.#grantsOf.get(scopes);
    if (known) return known;
    const key = SCOPES.filter((scope) => scopes.has(scope)).join(' ');
    const grants = this.#grants.get(key) ?? new Grants(this, scopes);
    this.#grants.set(key, grants);
    this.#grantsOf.set(scopes, grants);
    return grants;
  }

  /** Whether an object type has a field of this name. */
  has(type: string, field: string): boolean {
    return this.#requirements.has(`${type}.${field}`);
  }

  /** What a field of an object type wants. A field without a rule is nobody's but who has every scope. */
  requirement(type: string, field: string): Requirement {
    const requirement = this.#requirements.get(`${type}.${field}`) ?? [];
    return requirement.length > 0 ? requirement : [[SCOPES]];
  }

  /** What a field wants that stands below an object type by a path, such as `location.city` below `User`. */
  requirementOfPath(type: string, path: string): Requirement {
    const requirements: Requirement[] = [];
    let parent: string | undefined = type;
    for (const name of path.split('.')) {
      if (parent === undefined) break;
      requirements.push(this.requirement(parent, name));
      parent = this.#typeOf(parent, name);
    }
    return requirements.flat();
  }

  #typeOf(type: string, field: string): string | undefined {
    const parent = this.#schema.getType(type);
    const definition = isObjectType(parent) ? parent.getFields()[field] : undefined;
    return definition && getNamedType(definition.type).name;
  }
}

const NOTHING: readonly Scope[] = [];

/** What one caller may have. */
export class Grants {
  /** Nothing is withheld from the caller: nobody needs to look at the fields then. */
  readonly areWhole: boolean;
  readonly #policy: Policy;
  readonly #scopes: ReadonlySet<Scope>;

  constructor(policy: Policy, scopes: ReadonlySet<Scope>) {
    this.#policy = policy;
    this.#scopes = scopes;
    this.areWhole = SCOPES.every((scope) => scopes.has(scope));
  }

  has(scope: Scope): boolean {
    return this.#scopes.has(scope);
  }

  /** Whether an object type has a field of this name, whoever may see it. */
  isField(type: string, field: string): boolean {
    return this.#policy.has(type, field);
  }

  /** The scopes that the caller lacks for a field, empty when there are none: of several alternatives the nearest. */
  missing(type: string, field: string): readonly Scope[] {
    return this.#missingOf(this.#policy.requirement(type, field));
  }

  /** The same for a field below a type by its path, such as `location.city`. */
  missingOnPath(type: string, path: string): readonly Scope[] {
    return this.#missingOf(this.#policy.requirementOfPath(type, path));
  }

  #missingOf(requirement: Requirement): readonly Scope[] {
    const missing = new Set(requirement.flatMap((alternatives) => this.#nearest(alternatives)));
    return missing.size === 0 ? NOTHING : SCOPES.filter((scope) => missing.has(scope));
  }

  #nearest(alternatives: Alternatives): readonly Scope[] {
    const lacks = alternatives.map((scopes) => scopes.filter((scope) => !this.#scopes.has(scope)));
    return lacks.reduce((one, other) => (other.length < one.length ? other : one), lacks[0] ?? []);
  }
}

function rowsOf(schema: GraphQLSchema): readonly PolicyRow[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => {
        const leadsTo = getNamedType(field.type);
        const sources = [type, field, ...(isObjectType(leadsTo) ? [leadsTo] : [])];
        const requirement = sources.flatMap((source) => rulesOf(schema, source));
        return { type: type.name, field: field.name, requirement: withoutRepetitions(requirement) };
      }),
    );
}

/** What the directives of one type or field want. */
function rulesOf(
  schema: GraphQLSchema,
  { name, astNode }: GraphQLObjectType | GraphQLField<unknown, unknown>,
): Requirement {
  return (astNode?.directives ?? [])
    .filter((directive) => RULES.has(directive.name.value))
    .map((directive) => {
      const definition = schema.getDirective(directive.name.value);
      const values = definition && getArgumentValues(definition, directive);
      return alternativesIn(values?.['scopes'], name);
    });
}

/** `authenticated` has no scopes: it wants a caller, whom every request has that comes this far. */
function alternativesIn(scopes: unknown, name: string): Alternatives {
  if (scopes === undefined) return [[]];
  const alternatives: unknown[][] = Array.isArray(scopes) ? scopes : [];
  return alternatives.map((alternative) =>
    alternative.map((scope) => {
      const known = SCOPES.find((one) => one === scope);
      if (!known) throw new Error(`The rule of ${name} names a scope that does not exist.`);
      return known;
    }),
  );
}

const withoutRepetitions = (requirement: Requirement): Requirement => [
  ...new Map(requirement.map((one) => [JSON.stringify(one), one])).values(),
];
