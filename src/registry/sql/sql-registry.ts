import type { Transaction } from 'kysely';
import type { AccountKey, ReportedAliases, WireRecord } from '#normalise';
import type { Backend } from '#schema';
import { metrics, spanned, tracing } from '#telemetry';
import { mergeWrite, recordAliases } from './account-writes.ts';
import { adopt, isSettled, keysOf } from './adopt.ts';
import type { BoundRegistry } from '../bindings.ts';
import { RegistryUnavailable } from '../failure.ts';
import type { Database, Tables, WriteOptions } from './tables.ts';
import { findQueries } from './find-query.ts';
import type { FindQuery } from './find-query.ts';
import { finderOver } from './find-users.ts';
import type { FindUsers } from './find-users.ts';
import { conflictsOf } from './conflicts.ts';
import { answeredWith, deliver } from './deliveries.ts';
import { alone } from './gathering.ts';
import { GroupedAdoptions } from './grouped-adoptions.ts';
import { holdersOf, none } from './contact-point-rows.ts';
import { historiesOf } from './history-rows.ts';
import { link, linkOrMerge, unlink } from './account-links.ts';
import { countOf, pageOf } from './user-pages.ts';
import type { SharedCounters } from '../shared-counters.ts';
import { SqlInstances } from './sql-instances.ts';
import { Probe } from './probe.ts';
import type {
  AccountConflict,
  Cause,
  ContactPoint,
  ContactPointsOf,
  HistoryRange,
  HistoryRow,
  LinkResult,
  MergeResult,
  Delivery,
  NewAccount,
  Page,
  PageQuery,
  UnlinkResult,
  UserKey,
  UserRow,
} from '../registry.ts';
import { RememberedUsers } from './remembered-users.ts';
import { sameRows } from './same-rows.ts';
import { applyKeys } from './apply-keys.ts';
import { seed } from './seed.ts';
import { audit, linkRecord, unlinkRecord } from './audit-rows.ts';
import { PLAIN } from '../row-cipher.ts';
import type { RowCipher } from '../row-cipher.ts';
import { HashKey } from './hash-key.ts';
import { SqlAudit } from './sql-audit.ts';
import { SqlErasures } from './sql-erasures.ts';
import { SqlBindings } from './sql-bindings.ts';
import { SqlImports } from './sql-imports.ts';
import { SqlOperations } from './sql-operations.ts';
import type { OperationsDatabase } from './sql-operations.ts';
import { isStorable, storable, storableAliases } from './storable.ts';
import { noteFailure, registryUnavailable } from './unavailable.ts';
import type { WriteContext } from './write-context.ts';

/** The registry in any SQL database that kysely speaks to. */
export class SqlRegistry implements BoundRegistry {
  readonly operations: SqlOperations;
  readonly bindings: SqlBindings;
  readonly instances: SqlInstances;
  readonly audit: SqlAudit;
  readonly counters: SharedCounters | null;
  readonly erasures: SqlErasures;
  readonly imports: SqlImports;
  readonly #database: Database;
  readonly #contactPointsOf: ContactPointsOf;
  readonly #findQuery: FindQuery;
  readonly #find: FindUsers;
  readonly #remembered: RememberedUsers | null;
  readonly #probe: Probe;
  readonly #adoptions: GroupedAdoptions;
  readonly #hashKey: HashKey;
  readonly #cipher: RowCipher;

  constructor(
    database: Database,
    contactPointsOf: ContactPointsOf = none,
    cipher: RowCipher = PLAIN,
  ) {
    this.#cipher = cipher;
    this.#database = database;
    this.counters = database.counters ?? null;
    this.#contactPointsOf = contactPointsOf;
    this.#findQuery = findQueries(database.reader);
    const find = sameRows(finderOver(this.#findQuery, (query) => database.select(query), cipher));
    const version = database.version?.bind(database);
    const remembered = version ? new RememberedUsers(find, version) : null;
    this.#remembered = remembered;
    this.#find = remembered ? (keys) => remembered.find(keys) : find;
    this.#probe = new Probe(async () => {
      try {
        await database.probe(new Date().toISOString());
      } catch (error) {
        const reason = database.reasonOf(error);
        noteFailure(error, reason);
        throw new RegistryUnavailable(reason, { cause: error });
      }
    }, database.lateReason);
    this.#adoptions = new GroupedAdoptions({
      find: (keys) => this.#answer(() => this.#find(keys)),
      write: (accounts, cause) => this.#adopt(accounts, cause),
    });
    const read: OperationsDatabase['read'] = (ask) => this.#answer(() => ask(database.reader));
    this.#hashKey = new HashKey(read, cipher);
    const own: OperationsDatabase = {
      read,
      write: (work, hold) => this.#write(work, { hold }),
      scrub: () => this.#answer(async () => database.scrub?.()),
      now: () => database.now(),
      hashKey: this.#hashKey,
      cipher,
    };
    this.operations = new SqlOperations(own);
    this.instances = new SqlInstances((work, hold) => this.#write(work, { hold }));
    this.bindings = new SqlBindings(own);
    this.imports = new SqlImports(own);
    const hashKey = () => this.operations.hashKey();
    this.audit = new SqlAudit({ ...own, hashKey });
    this.erasures = new SqlErasures({
      read,
      hashKey,
      cipher,
      contactPointsOf,
      audit: this.audit,
    });
  }

  recall(text: string): readonly UserRow[] | null {
    return this.#remembering((remembered) => remembered.recall(text));
  }

  state(): object | null {
    return this.#remembering((remembered) => remembered.state());
  }

  #remembering<T>(ask: (remembered: RememberedUsers) => T | null): T | null {
    if (!this.#remembered) return null;
    try {
      return ask(this.#remembered);
    } catch {
      // Whoever reads it then is told what is wrong.
      return null;
    }
  }

  find(keys: readonly UserKey[]): Promise<readonly UserRow[]> {
    return this.#answer(() => this.#find(keys.filter(isStorable)));
  }

  async page(query: PageQuery): Promise<Page> {
    return this.#answer(() => pageOf(this.#database.reader, query, this.#cipher));
  }

  async count(hasAccountAt: Backend | null, scopes?: PageQuery['scopes']): Promise<number> {
    return this.#answer(() => countOf(this.#database.reader, hasAccountAt, scopes ?? null));
  }

  async history(userId: string, range?: HistoryRange): Promise<readonly HistoryRow[]> {
    const histories = await this.#answer(() => historiesOf(this.#database.reader, [userId], range));
    return histories.get(userId) ?? [];
  }

  async histories(
    userIds: readonly string[],
    range: HistoryRange,
  ): Promise<ReadonlyMap<string, readonly HistoryRow[]>> {
    return this.#answer(() => historiesOf(this.#database.reader, userIds, range));
  }

  async contactHolders(points: readonly ContactPoint[]): Promise<readonly string[]> {
    return this.#answer(() => holdersOf(this.#database.reader, points, this.#cipher));
  }

  async conflicts(accountIds: readonly string[]): Promise<readonly AccountConflict[]> {
    return this.#answer(() => conflictsOf(this.#database.reader, accountIds));
  }

  async adopt(accounts: readonly NewAccount[], cause: Cause): Promise<readonly UserRow[]> {
    return this.#adoptions.adopt(accounts.map(storable), cause);
  }

  async deliver(delivery: Delivery, cause: Cause): Promise<string | null> {
    const told = { ...delivery, account: storable(delivery.account) };
    const answered = async () =>
      answeredWith(this.#database.reader, told, new Date().toISOString());
    const known = await this.#answer(answered);
    return known ?? this.#write((context) => deliver(context, told, cause), { done: answered });
  }

  async link(userId: string | null, account: NewAccount, cause: Cause): Promise<LinkResult> {
    const told = storable(account);
    return this.#write((context) => link(context, userId, told, cause));
  }

  async linkOrMerge(userId: string, account: NewAccount, cause: Cause): Promise<MergeResult> {
    const told = storable(account);
    return this.#write(async (context) => {
      const result = await linkOrMerge(context, userId, told, cause);
      await audit(context, [linkRecord(userId, told, cause, result)]);
      return result;
    });
  }

  async unlink(
    userId: string,
    account: AccountKey,
    cause: Cause,
    keepsMerges?: boolean,
  ): Promise<UnlinkResult> {
    return this.#write(async (context) => {
      const result = await unlink(context, userId, account, cause, keepsMerges);
      await audit(context, [unlinkRecord(userId, account, cause, result)]);
      return result;
    });
  }

  async recordWrite(accountId: string, written: WireRecord): Promise<void> {
    await this.#write((context) => mergeWrite(context, accountId, written));
  }

  async recordAliases(accountId: string, aliases: ReportedAliases): Promise<void> {
    await this.#write((context) => recordAliases(context, accountId, storableAliases(aliases)));
  }

  async seed(people: readonly (readonly NewAccount[])[], cause: Cause): Promise<void> {
    const told = people.map((accounts) => accounts.map(storable));
    await this.#write((context) => seed(context, told, cause));
  }

  /**
   * Sees to it that what is kept of people is under the key that is configured, or under none where none was ever set.
   * @throws ConfigError when the registry is kept under a key that is not configured
   */
  async applyKeys(): Promise<void> {
    await applyKeys(this.#cipher, {
      write: (work) => this.#write(work),
      scrub: () => this.operations.scrub(),
    });
  }

  async ready(): Promise<void> {
    await this.#probe.run();
  }

  async close(): Promise<void> {
    await this.#adoptions.finish();
    await this.operations.finish();
    await this.audit.finish();
    await this.#database.close();
  }

  #now(): string {
    return new Date(this.#database.now()).toISOString();
  }

  async #adopt(accounts: readonly NewAccount[], cause: Cause): Promise<readonly UserRow[]> {
    // Of many processes that adopt the same accounts at once one does it: the others need not wait for their turn to see that.
    const done = async () => {
      const known = await this.#find(keysOf(accounts));
      return isSettled(known, accounts) ? known : null;
    };
    return this.#write((context) => adopt(context, accounts, cause), { done });
  }

  async #write<T>(
    work: (context: WriteContext) => Promise<T>,
    options: WriteOptions<T> = {},
  ): Promise<T> {
    const run = (trx: Transaction<Tables>): Promise<T> => {
      const find = finderOver(
        this.#findQuery,
        async (query) => (await trx.executeQuery(query)).rows,
        this.#cipher,
      );
      const contactPointsOf = this.#contactPointsOf;
      const hashKey = () => this.#hashKey.within(trx);
      const cipher = this.#cipher;
      return work(alone({ trx, find, at: this.#now(), contactPointsOf, cipher, hashKey }));
    };
    return this.#answer(() => this.#database.write(run, options), 'write');
  }

  async #answer<T>(ask: () => Promise<T>, kind: 'read' | 'write' = 'read'): Promise<T> {
    const begun = performance.now();
    let outcome: 'ok' | 'failed' = 'ok';
    try {
      return await (tracing === null ? ask() : spanned(tracing.start(`SQL ${kind}`), ask));
    } catch (error) {
      if (!this.#database.failed(error)) throw error;
      outcome = 'failed';
      throw registryUnavailable(error, this.#database.reasonOf(error));
    } finally {
      metrics.registry(kind, outcome, (performance.now() - begun) / 1000);
    }
  }
}
