import type { Transaction } from 'kysely';
import type { Tables } from './tables.ts';
import type { FindUsers } from './find-users.ts';
import type { LiveStep } from '../operation-log.ts';
import type { ContactPointsOf } from '../registry.ts';

/** What the steps of one write share. */
export interface WriteContext {
  readonly trx: Transaction<Tables>;
  /** Sees what this transaction did so far. */
  readonly find: FindUsers;
  /** The instant of all that this transaction records, ISO. */
  readonly at: string;
  readonly contactPointsOf: ContactPointsOf;
  /** What may still be sent to accounts, by their keys as text, oldest first. */
  readonly live: (accounts: readonly string[]) => Promise<readonly LiveStep[]>;
  /** Told that a step of another operation was changed, or is about another account now. */
  readonly stepsChanged: () => void;
}
