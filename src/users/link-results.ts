import { accountAmong, usersOf } from '../registry/match.ts';
import type { AccountRow, Cause, NewAccount, Registry, UserRow } from '../registry/registry.ts';
import { failureStatus, outcomeError, ownError } from './outcome.ts';
import type { Outcome, WriteResult } from './outcome.ts';
import type { ReadyStep, Sent } from './step.ts';
import type { WriteSources } from './write-sources.ts';

/** What came of one step of a creation. */
export type CreateResult =
  | { readonly kind: 'settled'; readonly outcome: Outcome }
  /** The registry knew the account that the input named: nothing was sent. */
  | { readonly kind: 'known'; readonly step: ReadyStep }
  | { readonly kind: 'sent'; readonly step: ReadyStep; readonly sent: Sent };

type Acknowledged = Extract<Sent, { kind: 'acknowledged' }>;

/**
 * Links what the backends answered, in the enum's order, and tells what became of each. The person is the user whom
 * the input named, else the holder of the first account that existed already, else a new one.
 */
export async function linkResults(
  results: readonly CreateResult[],
  named: string | null,
  sources: WriteSources,
): Promise<WriteResult> {
  let person = named ?? (await holderOfExisting(results, sources));
  const outcomes: Outcome[] = [];
  for (const result of results) {
    const outcome = await linkResult(result, person, sources);
    person ??= outcome.account?.userId ?? null;
    outcomes.push(outcome);
  }
  return { user: await freshUser(person, sources), outcomes, errors: [] };
}

async function freshUser(id: string | null, sources: WriteSources): Promise<UserRow | null> {
  sources.finder.forget();
  return id === null ? null : sources.finder.byUserId(id);
}

/** When backends answer that they had the person, the first one whose account a user holds says who it is. */
async function holderOfExisting(
  results: readonly CreateResult[],
  { registry }: WriteSources,
): Promise<string | null> {
  const keys = results.flatMap((result) =>
    result.kind === 'sent' &&
    result.sent.kind === 'acknowledged' &&
    result.sent.acknowledgement.existed
      ? [{ by: 'key', ...result.sent.acknowledgement.account } as const]
      : [],
  );
  if (keys.length === 0) return null;
  const rows = await registry.find(keys);
  return keys.flatMap((key) => usersOf(rows, key))[0]?.id ?? null;
}

async function linkResult(
  result: CreateResult,
  person: string | null,
  sources: WriteSources,
): Promise<Outcome> {
  if (result.kind === 'settled') return result.outcome;
  const { step } = result;
  if (result.kind === 'known') return knownOutcome(step, sources);
  if (result.sent.kind === 'acknowledged') {
    return linkAcknowledged(step, result.sent, person, sources);
  }
  const { error } = result.sent;
  return {
    backend: step.adapter.name,
    status: failureStatus(error, step),
    account: null,
    error: outcomeError(error),
    attempts: 1,
  };
}

async function knownOutcome(step: ReadyStep, { registry }: WriteSources): Promise<Outcome> {
  const { account } = step;
  const row = account && accountAmong(await registry.find([{ by: 'key', ...account }]), account);
  return {
    backend: step.adapter.name,
    status: 'EXISTED',
    account: row ?? null,
    error: null,
    attempts: 0,
  };
}

async function linkAcknowledged(
  step: ReadyStep,
  sent: Acknowledged,
  person: string | null,
  sources: WriteSources,
): Promise<Outcome> {
  const { adapter } = step;
  const { acknowledgement } = sent;
  const { registry, actor } = sources;
  const { existed, account, written, aliases } = acknowledgement;
  const cause = { kind: 'CREATE', actor, evidence: 'createUser' } as const;
  const newAccount: NewAccount = { ...account, written, aliases };
  const link = await registry.link(person, newAccount, cause);
  const outcome = {
    backend: adapter.name,
    status: existed ? 'EXISTED' : 'CREATED',
    attempts: 1,
  } as const;
  switch (link.kind) {
    case 'linked':
    case 'already':
      return { ...outcome, account: link.account, error: null };
    case 'taken':
      // Linked meanwhile, by the same creation sent twice at once: its user is the person.
      if (person === null) return linkAcknowledged(step, sent, link.account.userId, sources);
      return { ...outcome, account: link.account, error: TAKEN };
    case 'occupied':
      // A record that was just created must not be lost: it gets a user of its own until someone decides.
      return existed
        ? { ...outcome, account: null, error: OCCUPIED }
        : { ...outcome, account: await alone(newAccount, cause, registry), error: OCCUPIED };
  }
}

const TAKEN = ownError(
  'CONFLICT',
  'The backend has this person as an account of another user. Nothing was linked.',
);

const OCCUPIED = ownError(
  'CONFLICT',
  'The user has another account at this backend already. This one was not linked to the user.',
);

async function alone(account: NewAccount, cause: Cause, registry: Registry): Promise<AccountRow> {
  return (await registry.link(null, account, cause)).account;
}
