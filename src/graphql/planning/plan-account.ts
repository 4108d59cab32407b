import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { BackendAdapter } from '#backends';
import type { AccountPlan, NamesAsked } from '#users';
import { isTooLong } from '../limits/list-length.ts';
import { isGroup, namesOf, nestedFields, selectedFields } from './selection.ts';
import type { SelectedField } from './selection.ts';

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

interface AccountDraft {
  readonly properties: Set<string>;
  readonly groups: Set<string>;
  readonly ofMainRead: Set<string>;
  readonly named: NamesAsked[];
}

const MAIN_READ_FIELDS: ReadonlySet<string> = new Set(['origin', 'asOf', 'raw']);

/** What a query selects, below some nodes, of the accounts at one backend. */
export function planAccount(
  info: Info,
  adapter: BackendAdapter,
  nodes: readonly FieldNode[],
): AccountPlan {
  const draft: AccountDraft = {
    properties: new Set(),
    groups: new Set(),
    ofMainRead: new Set(),
    named: [],
  };
  for (const selected of selectedFields(info, adapter.accountType, nodes)) {
    if (MAIN_READ_FIELDS.has(selected.name)) draft.ofMainRead.add(selected.name);
    else if (adapter.fields[selected.name]?.kind === 'namedValues') addNamed(draft, selected);
    else addProperties(draft, adapter, info, selected);
  }
  return draft;
}

function addNamed(draft: AccountDraft, selected: SelectedField): void {
  const names = namesOf(selected, 'names');
  if (isTooLong(names)) return;
  draft.named.push(names);
  draft.properties.add(selected.name);
}

function addProperties(
  draft: AccountDraft,
  adapter: BackendAdapter,
  info: Info,
  selected: SelectedField,
): void {
  const nested = nestedFields(info, adapter.accountType, selected).map(({ name }) => name);
  const names = adapter.joinedFields[selected.name] ?? [selected.name, ...nested];
  for (const name of names) if (name in adapter.fields) draft.properties.add(name);
  if (isGroup(Object.keys(adapter.fields), selected.name)) draft.groups.add(selected.name);
}
