import type { BackendAdapter } from '#backends';
import { userParts } from './field-kinds.ts';
import type { FieldKind, ReadShapingKind, UserPartKind } from './field-kinds.ts';
import type { UnifiedFields } from './unified-fields.ts';

/** The fields of users and accounts whose arguments decide what is read, by name; worked out once at start. */
export type ReadShapingFields = ReadonlyMap<string, ReadShapingKind>;

export function readShapingFields(
  fields: UnifiedFields,
  adapters: Iterable<BackendAdapter>,
): ReadShapingFields {
  const ofUsers: readonly (readonly [string, FieldKind | UserPartKind])[] = [
    ...fields,
    ...userParts,
  ];
  const ofAccounts = [...adapters].flatMap((adapter) =>
    Object.entries(adapter.fields).filter(([, { kind }]) => kind === 'namedValues'),
  );
  return new Map([
    ...ofUsers.flatMap(([name, kind]) => (isShaping(kind) ? [[name, kind] as const] : [])),
    ...ofAccounts.map(([name]) => [name, { kind: 'namedValues', argument: 'names' }] as const),
  ]);
}

const isShaping = (kind: FieldKind | UserPartKind): kind is ReadShapingKind => 'argument' in kind;
