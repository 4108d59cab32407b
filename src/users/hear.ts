import { setTimeout as sleep } from 'node:timers/promises';
import type { HookAnswer, HookCall, InboundHook, ToldOf } from '../backends/inbound-hook.ts';
import { FacetError } from '../errors.ts';
import { accountAmong } from '../registry/match.ts';
import type { AccountRow, Registry } from '../registry/registry.ts';

/**
 * Records what a vendor tells of a person by its hook, however often and in whatever order it does, also of one who is
 * known already. Nothing in a call says how old it is. So its values fill what no acknowledged write has, and take the
 * place of none: a write of ours may be younger. The identifiers, theirs and the one that is answered here, are those
 * that were told last: they only serve to find the person, and the next read puts them right. Answers in time, if need
 * be that it failed.
 */
export async function hear(
  hook: InboundHook,
  call: HookCall,
  registry: Registry,
): Promise<HookAnswer> {
  const heard = hook.hear(call);
  if (heard.kind === 'refused') return heard.answer;
  const recorded = record(heard.account, registry, (account) => heard.accepted(account.userId));
  return Promise.race([
    orFailed(recorded, hook.failed),
    sleep(hook.answerWithinMs, hook.failed, { ref: false }),
  ]);
}

type Accepted = Extract<ReturnType<InboundHook['hear']>, { kind: 'told' }>['accepted'];

async function record(
  account: ToldOf,
  registry: Registry,
  accept: (row: AccountRow) => ReturnType<Accepted>,
): Promise<HookAnswer> {
  const cause = { kind: 'ADOPT', actor: account.backend, evidence: 'hook' } as const;
  const users = await registry.adopt([{ ...account, yields: true }], cause);
  const row = accountAmong(users, account);
  if (!row) throw new Error('An account that was just adopted is not there.');
  const { answer, aliases } = accept(row);
  await registry.adopt([{ ...account, aliases, yields: true }], cause);
  return answer;
}

async function orFailed(answer: Promise<HookAnswer>, failed: HookAnswer): Promise<HookAnswer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof FacetError && error.code.startsWith('REGISTRY_')) return failed;
    throw error;
  }
}
