import type { WireRecord } from '../identity.ts';
import type { NewAccount } from '../registry/registry.ts';
import { Records } from './records.ts';
import type { Operation, VendorState } from './vendor.ts';

/** A record that a backend starts with, whose it is, and what the registry should know of it. */
export interface Holding<R extends WireRecord> {
  /** The person's number. */
  readonly person: number;
  readonly account: NewAccount;
  readonly record: R;
}

/** A backend that holds these records, in this order. */
export function stateOf<R extends WireRecord>(
  holdings: readonly Holding<R>[],
  operationsOn: (records: Records<R>) => Readonly<Record<string, Operation>>,
  usualScope = '',
): VendorState {
  const records = new Records<R>(usualScope);
  const accounts = new Map<number, readonly NewAccount[]>();
  for (const { person, account, record } of holdings) {
    records.set(account, record);
    accounts.set(person, [...(accounts.get(person) ?? []), account]);
  }
  records.keep();
  return { records, accounts, operations: operationsOn(records) };
}
