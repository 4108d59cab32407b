import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { BackendAdapter } from '#backends';
import type { Backend } from '#schema';
import { NO_ACCOUNT_PLAN, joinAccountPlans, readShapingFields, userParts } from '#users';
import type {
  ReadShapingFields,
  UnifiedField,
  UnifiedFields,
  AccountPlan,
  LoneAccountPlan,
  NamesAsked,
  UserQueryPlan,
  WantedField,
} from '#users';
import { isTooLong } from '../limits/list-length.ts';
import { namedAnywhere } from './named-anywhere.ts';
import { PlanCache } from './plan-cache.ts';
import { ShapingVariables } from './shaping-variables.ts';
import { planAccount } from './plan-account.ts';
import { isGroup, namesOf, nestedFields, selectedFields } from './selection.ts';
import type { SelectedField } from './selection.ts';

type Info = Pick<
  GraphQLResolveInfo,
  'schema' | 'fragments' | 'variableValues' | 'operation' | 'fieldNodes'
>;

/** A user's plan under construction. */
interface UserDraft {
  readonly wanted: Map<string, WantedField>;
  readonly provenance: Set<UnifiedField>;
  readonly named: NamesAsked[];
  readonly accounts: Map<string, AccountPlan>;
  readonly firstAccounts: Map<string, AccountPlan>;
  readonly places: { all: number; first: number };
  readonly groups: Set<string>;
  notices: boolean;
}

const newUserDraft = (): UserDraft => ({
  wanted: new Map(),
  provenance: new Set(),
  named: [],
  accounts: new Map(),
  firstAccounts: new Map(),
  places: { all: 0, first: 0 },
  groups: new Set(),
  notices: false,
});

/** Turns what a query selects into plans: once for a document and the values of the variables that shape it. */
export class Planner {
  readonly #fields: UnifiedFields;
  readonly #adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly #byType: ReadonlyMap<string, BackendAdapter>;
  readonly #shaping: ReadShapingFields;
  readonly #users: PlanCache<UserQueryPlan>;
  readonly #accounts = new Map<string, PlanCache<LoneAccountPlan>>();

  constructor(fields: UnifiedFields, adapters: ReadonlyMap<Backend, BackendAdapter>) {
    this.#fields = fields;
    this.#adapters = adapters;
    this.#byType = new Map([...adapters.values()].map((adapter) => [adapter.accountType, adapter]));
    this.#shaping = readShapingFields(fields, adapters.values());
    const variables = new ShapingVariables(this.#shaping);
    this.#users = new PlanCache(variables);
    for (const type of this.#byType.keys()) this.#accounts.set(type, new PlanCache(variables));
  }

  /** The plan for the users that a field returns. */
  user(info: Info): UserQueryPlan {
    return this.#users.get(info, () => this.#planUser(info));
  }

  /** The plan for the accounts of one GraphQL type that a field returns. */
  account(info: Info, type: string): LoneAccountPlan {
    const cache = this.#accounts.get(type);
    if (!cache) throw new Error(`${type} is no account type.`);
    return cache.get(info, () => ({
      ...this.#planAccount(info, type, info.fieldNodes),
      namedAnywhere: namedAnywhere(info, this.#shaping),
    }));
  }

  /** The unified fields behind names such as `location.city` or, for a whole group, `location`. */
  unifiedFields(names: readonly string[] | null): {
    readonly fields: readonly UnifiedField[];
    readonly unknown: readonly number[];
  } {
    if (names === null) return { fields: [...this.#fields.values()], unknown: [] };
    const found = names.map((name) => this.#named(name));
    return {
      fields: [...new Set(found.flat())],
      unknown: found.flatMap((fields, index) => (fields.length === 0 ? [index] : [])),
    };
  }

  /** An ask for a field that does not exist is an error, and costs nothing. */
  #askedProvenance(names: NamesAsked): readonly UnifiedField[] {
    if (isTooLong(names)) return [];
    const { fields, unknown } = this.unifiedFields(names);
    return unknown.length === 0 ? fields : [];
  }

  #named(name: string): readonly UnifiedField[] {
    const exact = this.#fields.get(name);
    if (exact) return [exact];
    return [...this.#fields.values()].filter((field) => field.name.startsWith(`${name}.`));
  }

  #planUser(info: Info): UserQueryPlan {
    const draft = newUserDraft();
    for (const selected of selectedFields(info, 'User', info.fieldNodes)) {
      this.#addSelected(draft, info, selected);
    }
    const { wanted, provenance, ...rest } = draft;
    return {
      ...rest,
      fields: [...wanted.values()],
      provenance: [...provenance],
      namedAnywhere: namedAnywhere(info, this.#shaping),
    };
  }

  #addSelected(draft: UserDraft, info: Info, selected: SelectedField): void {
    const kind = this.#fields.get(selected.name) ?? userParts.get(selected.name);
    switch (kind?.kind) {
      case 'allAccounts':
        return this.#addAllAccounts(draft, info, selected);
      case 'firstAccount':
        return this.#addFirstAccount(draft, info, selected, selected.argument(kind.argument));
      case 'everySource':
        return this.#addProvenance(draft, namesOf(selected, kind.argument));
      case 'noticeList':
        draft.notices = true;
        return;
      case 'namedValues':
        return this.#addNamedValues(draft, info, selected, namesOf(selected, kind.argument));
      case 'value':
      case 'contactPoint':
      case 'contactPoints':
      case 'accountReferences':
      case undefined:
        this.#want(draft.wanted, info, selected);
        if (isGroup(this.#fields.keys(), selected.name)) draft.groups.add(selected.name);
    }
  }

  #addAllAccounts({ places, accounts }: UserDraft, info: Info, selected: SelectedField): void {
    places.all += 1;
    for (const type of this.#byType.keys()) this.#addAccount(accounts, info, type, selected);
  }

  #addFirstAccount(
    { places, firstAccounts }: UserDraft,
    info: Info,
    selected: SelectedField,
    at: unknown,
  ): void {
    places.first += 1;
    this.#addAccount(firstAccounts, info, this.#typeAt(at), selected);
  }

  #addProvenance({ provenance, named }: UserDraft, names: NamesAsked): void {
    for (const field of this.#askedProvenance(names)) {
      provenance.add(field);
      if (field.kind === 'namedValues') named.push(null);
    }
  }

  #addNamedValues(
    { named, wanted }: UserDraft,
    info: Info,
    selected: SelectedField,
    names: NamesAsked,
  ): void {
    if (isTooLong(names)) return;
    named.push(names);
    this.#want(wanted, info, selected);
  }

  #want(wanted: Map<string, WantedField>, info: Info, selected: SelectedField): void {
    const field = this.#fields.get(selected.name);
    if (field) return addWanted(wanted, field, [selected.responseName]);
    for (const { name, path } of nestedFields(info, 'User', selected)) {
      const nested = this.#fields.get(name);
      if (nested) addWanted(wanted, nested, path);
    }
  }

  #typeAt(at: unknown): string | null {
    return [...this.#adapters.values()].find(({ name }) => name === at)?.accountType ?? null;
  }

  #planAccount(info: Info, type: string, nodes: readonly FieldNode[]): AccountPlan {
    const adapter = this.#byType.get(type);
    return adapter ? planAccount(info, adapter, nodes) : NO_ACCOUNT_PLAN;
  }

  #addAccount(
    plans: Map<string, AccountPlan>,
    info: Info,
    type: string | null,
    selected: SelectedField,
  ): void {
    if (type === null) return;
    const plan = this.#planAccount(info, type, selected.nodes);
    const known = plans.get(type);
    plans.set(type, known ? joinAccountPlans(known, plan) : plan);
  }
}

function addWanted(
  wanted: Map<string, WantedField>,
  field: UnifiedField,
  path: readonly string[],
): void {
  const { paths = [] } = wanted.get(field.name) ?? {};
  wanted.set(field.name, { field, paths: [...paths, path] });
}
