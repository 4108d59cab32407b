import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ParsedWebhook, HookResponse, HookCall, InboundHook } from '#backends';
import { FacetError } from '#errors';
import type { AccountKey } from '#normalise';
import { fingerprintOf } from '#operations';
import type { DurableRegistry } from '#registry';

/** Where what a vendor tells is kept, and who else wants to know of it. */
export interface WebhookDeps {
  readonly registry: DurableRegistry;
  /** Called when an account may be another one than a moment ago. */
  readonly onChange: (account: AccountKey) => void;
}

/** The hooks of vendors, each with what answers a call of it. */
export const webhooksFor = (hooks: readonly InboundHook[], hearers: WebhookDeps) =>
  hooks.map((hook) => ({
    ...hook,
    handle: async (call: HookCall): Promise<HookResponse> => ingestWebhook(hook, call, hearers),
  }));

/**
 * Records what a vendor tells of a person by its hook, however often it does, also of one who is known already. Nothing in
 * a call says how old it is, so the newest that comes counts: its values take the place of those that earlier calls told,
 * and not of those that an acknowledged write of ours put there, which may be younger. The identifiers, theirs and the
 * one that is answered here, are those that were told last in any case: they only serve to find the person, and the next
 * read puts them right. A call that was recorded before, or that says the same, is a retry: it is answered as then
 * and changes nothing, whoever sends it. Of somebody who was erased nothing is recorded. Answers in time, if need be that it failed.
 */
async function ingestWebhook(
  hook: InboundHook,
  call: HookCall,
  hearers: WebhookDeps,
): Promise<HookResponse> {
  const heard = hook.parse(call);
  if (heard.kind === 'refused') return heard.answer;
  return Promise.race([
    orFailed(record(hook, call, heard, hearers), hook.failed),
    sleep(hook.answerWithinMs, hook.failed, { ref: false }),
  ]);
}

type ReportedCall = Extract<ParsedWebhook, { kind: 'reported' }>;

async function record(
  { path }: InboundHook,
  { body }: HookCall,
  { account, aliasesFor, answerFor, erased }: ReportedCall,
  { registry, onChange }: WebhookDeps,
): Promise<HookResponse> {
  const hashKey = await registry.operations.hashKey();
  // Keyed, since a body holds little that could not be guessed.
  const call = createHmac('sha256', hashKey).update(`${path}\0`).update(body).digest('base64url');
  const { backend, scope, ref, aliases, reported, identifying } = account;
  // The names of an earlier version, so that what it has recorded is known again.
  const said = { backend, scope, ref, aliases, written: reported, identifying };
  const digests = [call, fingerprintOf({ path, account: said }, hashKey)];
  const cause = { kind: 'ADOPT', actor: account.backend, evidence: 'hook' } as const;
  const known = { backend, scope, ref, aliases };
  const delivery = { account: known, reported, identifying, digests, aliasesFor };
  const userId = await registry.deliver(delivery, cause);
  if (userId === null) return erased;
  onChange(account);
  return answerFor(userId);
}

async function orFailed(
  answer: Promise<HookResponse>,
  failed: HookResponse,
): Promise<HookResponse> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof FacetError && error.code.startsWith('REGISTRY_')) return failed;
    throw error;
  }
}
