import { isScalar } from '#normalise';
import type { InputPath, NotStored, WireRecord } from '#normalise';
import type { CreateUserInput } from '#schema';

/** What a tenant's operator has said of the users that it keeps. */
export interface Tenant {
  /** By what it tells users apart: `email`, `mobileNumber`, or a dynamic attribute. */
  readonly reconciliationKey: string;
  /** Its dynamic attributes, each filled from the key of `customData` of the same name. */
  readonly attributes: readonly string[];
}

/** The documented attributes that can tell users apart; every other key is a dynamic one. */
const DOCUMENTED_KEYS: ReadonlySet<string> = new Set(['email', 'mobileNumber']);

export const tenantOf = ({
  VOLT_MX_RECONCILIATION_KEY: reconciliationKey,
  VOLT_MX_ATTRIBUTES: named,
}: {
  readonly VOLT_MX_RECONCILIATION_KEY: string;
  readonly VOLT_MX_ATTRIBUTES: readonly string[];
}): Tenant => {
  const key = DOCUMENTED_KEYS.has(reconciliationKey) ? [] : [reconciliationKey];
  return { reconciliationKey, attributes: [...new Set([...named, ...key])] };
};

const RULE = 'VOLT_MX keeps a text, a number or a truth value there.';

/** The dynamic attributes in an input: what goes out, and what cannot. */
export const dynamicAttributes = (
  { customData }: CreateUserInput,
  { attributes }: Tenant,
): {
  readonly values: WireRecord;
  readonly stores: readonly InputPath[];
  readonly leavesOut: readonly NotStored[];
} => {
  const given = attributes.flatMap((name) => {
    const value = Object.hasOwn(customData ?? {}, name) ? customData?.[name] : undefined;
    return value === undefined ? [] : [{ name, value, path: ['customData', name] }];
  });
  const kept = given.filter(({ value }) => isAttribute(value));
  return {
    values: Object.fromEntries(kept.map(({ name, value }) => [name, value])),
    stores: kept.map(({ path }) => path),
    leavesOut: [
      ...given.filter((one) => !kept.includes(one)).map(({ path }) => ({ path, reason: RULE })),
      ...unnamed(customData, attributes).map((path) => ({ path, reason: NOT_NAMED })),
    ],
  };
};

const NOT_NAMED = 'VOLT_MX is sent the keys that VOLT_MX_ATTRIBUTES names, and no others.';

/** The other keys, or the whole where none is named. */
const unnamed = (
  customData: CreateUserInput['customData'],
  attributes: readonly string[],
): readonly InputPath[] => {
  if (!customData) return [];
  if (attributes.length === 0) return [['customData']];
  return Object.keys(customData)
    .filter((key) => !attributes.includes(key))
    .map((key) => ['customData', key]);
};

const isAttribute = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() !== '' : value !== null && isScalar(value);
