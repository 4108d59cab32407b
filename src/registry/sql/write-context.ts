import type { Transaction } from 'kysely';
import type { RowCipher } from '../row-cipher.ts';
import type { Tables } from './tables.ts';
import type { FindUsers } from './find-users.ts';
import type { ContactPointsOf } from '../registry.ts';

/** What the steps of one write share. */
export interface WriteContext {
  readonly trx: Transaction<Tables>;
  /** Sees what this transaction did so far. */
  readonly find: FindUsers;
  /** Does one's part of what others in the same transaction may be doing too, in the same statements. */
  readonly together: Together;
  /** The instant of all that this transaction records, ISO. */
  readonly at: string;
  readonly contactPointsOf: ContactPointsOf;
  /** What is kept of people goes through it. */
  readonly cipher: RowCipher;
  /** The registry's secret for keyed hashes. */
  readonly hashKey: () => Promise<string>;
}

/** Does something for all who ask for it, in as few statements as for one; answers each in their order. */
export type Batch<In, Out> = (
  context: WriteContext,
  inputs: readonly In[],
) => Promise<readonly Out[]>;

/** Asks for one's part of a batch. */
export type Together = <In, Out>(batch: Batch<In, Out>, input: In) => Promise<Out>;
