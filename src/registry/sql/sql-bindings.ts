import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { BindingPart } from '#normalise';
import type { AuditRecord } from '../audit-log.ts';
import { audit } from './audit-rows.ts';
import type { BindingsTable } from './binding-tables.ts';
import type { BindingChange, Bindings, RebindPreview } from '../bindings.ts';
import type { Tables } from './tables.ts';
import { newBindingChangeId } from '../ids.ts';
import type { RowCipher } from '../row-cipher.ts';
import type { HashKey } from './hash-key.ts';
import type { StepOutcome, StepRow } from '../operation-log.ts';
import { endSteps, openStepsAt } from './open-steps.ts';
import type { OpenStep } from './open-steps.ts';
import type { OperationsDatabase } from './sql-operations.ts';
import type { WriteContext } from './write-context.ts';

type BindingsDeps = Pick<OperationsDatabase, 'read' | 'write' | 'hashKey' | 'cipher'>;

/** The binding in any SQL database that kysely speaks to. */
export class SqlBindings implements Bindings {
  readonly #read: OperationsDatabase['read'];
  readonly #write: OperationsDatabase['write'];
  readonly #hashKey: HashKey;
  readonly #cipher: RowCipher;

  constructor({ read, write, hashKey, cipher }: BindingsDeps) {
    this.#cipher = cipher;
    this.#hashKey = hashKey;
    this.#read = read;
    this.#write = write;
  }

  async bind(parts: readonly BindingPart[], actor: string): Promise<readonly BindingChange[]> {
    return this.#write(async (context) => {
      const changes = await changesTo(parts, context);
      const refused = changes.filter(isRefused);
      if (refused.length === 0) await record(changes, actor, context);
      return refused.map(shownOf);
    });
  }

  async isBoundTo(parts: readonly BindingPart[]): Promise<boolean> {
    // While it has none nothing is bound.
    const key = (await this.#hashKey.known()) ?? '';
    return this.#read(async (db) => {
      const keys = await db.selectFrom('registry_keys').select('id').execute();
      const own = this.#cipher.currentId;
      const isUnderOwn = own === null ? keys.length === 0 : keys.some(({ id }) => id === own);
      if (!isUnderOwn) return false;
      const bound = await boundIn(db);
      return parts.every((part) =>
        bound.some((row) => isSame(row, part) && row.digest === digestOf(part, key)),
      );
    });
  }

  async preview(parts: readonly BindingPart[]): Promise<RebindPreview> {
    return this.#write(async (context) => {
      const changes = await changesTo(parts, context);
      const open = await openStepsAt(context.trx, backendsOf(changes), context.cipher);
      return { changes: changes.map(shownOf), openSteps: openIn(open) };
    });
  }

  async rebind(
    parts: readonly BindingPart[],
    actor: string,
    lastWord: (step: StepRow) => StepOutcome,
  ): Promise<RebindPreview> {
    return this.#write(async (context) => {
      const changes = await changesTo(parts, context);
      await record(changes, actor, context);
      const open = await openStepsAt(context.trx, backendsOf(changes), context.cipher);
      await endSteps(context, open, lastWord);
      await audit(context, [reboundRecord(actor, changes)]);
      return { changes: changes.map(shownOf), openSteps: openIn(open) };
    });
  }
}

/** By the names of the variables alone. */
const reboundRecord = (actor: string, changes: readonly BindingChange[]): AuditRecord => ({
  caller: actor,
  action: 'REBIND',
  userId: null,
  accounts: [],
  operationId: null,
  outcomes: [],
  code: null,
  detail: [...new Set(changes.map(({ variable }) => variable))].join(' '),
});

const openIn = (steps: readonly OpenStep[]): number =>
  steps.filter(({ step }) => step.state !== 'DONE').length;

/** A change with the digest that is to be kept; `null` when there is nothing to keep any more. */
interface Difference extends BindingChange {
  readonly digest: string | null;
}

const isRefused = ({ kind }: BindingChange): boolean => kind !== 'added';

const shownOf = ({ backend, variable, kind, was, is }: Difference): BindingChange => ({
  backend,
  variable,
  kind,
  was,
  is,
});

const backendsOf = (changes: readonly BindingChange[]) => [
  ...new Set(changes.filter(isRefused).map(({ backend }) => backend)),
];

async function changesTo(
  parts: readonly BindingPart[],
  context: WriteContext,
): Promise<readonly Difference[]> {
  const key = await context.hashKey();
  const bound = await boundIn(context.trx);
  const wanted = parts.map((part) => ({ ...part, digest: digestOf(part, key) }));
  const found = wanted.flatMap(({ backend, variable, shown, digest }): readonly Difference[] => {
    const before = bound.find((row) => isSame(row, { backend, variable }));
    if (before?.digest === digest) return [];
    const kind = before ? 'changed' : 'added';
    return [{ backend, variable, kind, was: before?.shown ?? null, is: shown, digest }];
  });
  const gone = bound
    .filter((row) => !wanted.some((part) => isSame(row, part)))
    .map(({ backend, variable, shown: was }): Difference => {
      return { backend, variable, kind: 'removed', was, is: null, digest: null };
    });
  return [...found, ...gone];
}

const boundIn = async (db: Kysely<Tables>): Promise<readonly BindingsTable[]> =>
  db.selectFrom('bindings').selectAll().orderBy('backend').orderBy('variable').execute();

type Place = Pick<BindingsTable, 'backend' | 'variable'>;

const isSame = (one: Place, other: Place): boolean =>
  one.backend === other.backend && one.variable === other.variable;

/** With the registry's own key: who reads the database alone learns nothing from a digest of another one. */
const digestOf = ({ value }: BindingPart, key: string): string =>
  createHmac('sha256', key).update(value).digest('base64url');

async function record(
  changes: readonly Difference[],
  actor: string,
  { trx, at }: WriteContext,
): Promise<void> {
  for (const { backend, variable, kind, was, is, digest } of changes) {
    await trx
      .deleteFrom('bindings')
      .where('backend', '=', backend)
      .where('variable', '=', variable)
      .execute();
    if (digest !== null) {
      await trx.insertInto('bindings').values({ backend, variable, digest, shown: is }).execute();
    }
    const id = newBindingChangeId();
    const shown = { shown_before: was, shown_after: is };
    const row = { id, at, actor, backend, variable, kind, ...shown };
    await trx.insertInto('binding_changes').values(row).execute();
  }
}
