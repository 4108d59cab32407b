import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseJson } from '#normalise';
import type { WireRecord } from '#normalise';
import type { ParsedWebhook, HookResponse, HookCall, InboundHook } from '../inbound-hook.ts';
import type { Secret } from '../configuration/secret.ts';
import { HEARD_OF, aliasesOf, detailValues } from './account.ts';
import { toldUser, type ToldUser } from './reported-user.ts';

const PATH = '/hooks/haptik/create-user';
/** Haptik gives up after 5 s (vendor's site, as docs/vendors.md has it). */
const ANSWER_WITHIN_MS = 4500;
const SIGNATURE = /^sha1=(?<digest>[0-9a-f]{40})$/i;

/** Many times what a user and all of their details have. */
const MAX_BODY_BYTES = 65_536;

/**
 * Haptik's create-user hook, with us as the external chat tool (ECT). A call that the shared secret did not sign is
 * believed in nothing.
 */
export const createUserHook = (secret: Secret): InboundHook => ({
  path: PATH,
  answerWithinMs: ANSWER_WITHIN_MS,
  parse: (call) => {
    if (!isSignedWith(secret, call)) return refused(401, 'invalid signature');
    const user = toldUser.safeParse(jsonOf(call.body));
    return user.success ? currentOutcome(user.data) : refused(400, 'invalid request');
  },
  failed: answer(503, 'try again later'),
  maxBodyBytes: MAX_BODY_BYTES,
  tooLarge: answer(413, 'request too large'),
});

/** A signature that does not fit may be made with the next secret, which its file holds already. */
const isSignedWith = (secret: Secret, call: HookCall): boolean =>
  isSigned(call, secret.value) || (secret.renew() && isSigned(call, secret.value));

function isSigned({ headers, body }: HookCall, secret: string): boolean {
  const digest = SIGNATURE.exec(String(headers['x-hub-signature']))?.groups?.['digest'];
  if (digest === undefined) return false;
  const expected = createHmac('sha1', secret).update(body).digest();
  return timingSafeEqual(Buffer.from(digest, 'hex'), expected);
}

/** `undefined`, which no body may be, when it is no JSON in UTF-8. */
function jsonOf(body: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function currentOutcome(user: ToldUser): ParsedWebhook {
  const there = Object.entries(user).filter(([, value]) => value !== null && value !== undefined);
  const details = detailValues(user.details_available ?? []);
  const reported: WireRecord = { ...Object.fromEntries(there), ...(details ? { details } : {}) };
  return {
    kind: 'reported',
    account: {
      backend: 'HAPTIK_TRACT',
      scope: '',
      ref: user.user_id,
      aliases: { ...aliasesOf(reported), [HEARD_OF]: user.user_id },
      reported,
      identifying: ['third_party_user_id'],
    },
    aliasesFor: (userId) => ({ ectUserId: userId }),
    erased: answer(410, 'this user was erased'),
    answerFor: (userId) => ({ status: 200, body: { success: true, ect_user_id: userId } }),
  };
}

const refused = (status: number, message: string): ParsedWebhook => ({
  kind: 'refused',
  answer: answer(status, message),
});

const answer = (status: number, message: string): HookResponse => ({
  status,
  body: { success: false, error_message: message },
});
