import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { parseJson, withPlainNumbers } from '../../exact-json.ts';
import { isPlainIdentifier, type WireRecord } from '../../identity.ts';
import type { Heard, HookAnswer, HookCall, InboundHook } from '../inbound-hook.ts';
import type { Secret } from '../secret.ts';
import { HEARD_OF, aliasesOf, detailValues } from './account.ts';

const PATH = '/hooks/haptik/create-user';
/** Haptik gives up after 5 s (vendor's site, as `backends.md` has it). */
const ANSWER_WITHIN_MS = 4500;
const SIGNATURE = /^sha1=(?<digest>[0-9a-f]{40})$/i;

const optionalText = z.string().nullish();

/** The hook's body: seed `000_03d4943a64a9e3c8.txt`, "[HOOK] Create user". What else it holds is not kept. */
const newUser = z.object({
  user_id: z.string().refine(isPlainIdentifier),
  third_party_user_id: optionalText,
  user_name: optionalText,
  device_platform: z.union([z.string(), z.number()]).nullish(),
  details_available: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).nullish(),
});

/**
 * Haptik's create-user hook, with us as the external chat tool (ECT). A call that the shared secret did not sign is
 * believed in nothing.
 */
export const createUserHook = (secret: Secret): InboundHook => ({
  path: PATH,
  answerWithinMs: ANSWER_WITHIN_MS,
  hear: (call) => {
    if (!isSignedWith(secret, call)) return refused(401, 'invalid signature');
    const body = jsonOf(call.body);
    const user = newUser.safeParse(withPlainNumbers(body));
    return user.success ? told(withDetailsOf(body, user.data)) : refused(400, 'invalid request');
  },
  failed: answer(503, 'try again later'),
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

/** Its details are shown as they came, so that their numbers keep their digits. */
function withDetailsOf(body: unknown, user: z.output<typeof newUser>): typeof user {
  // Checked with other numbers, and else the same.
  const { details_available: details } = body as typeof user;
  return { ...user, details_available: details };
}

function told(user: z.output<typeof newUser>): Heard {
  const there = Object.entries(user).filter(([, value]) => value !== null && value !== undefined);
  const details = detailValues(user.details_available ?? []);
  const written: WireRecord = { ...Object.fromEntries(there), ...(details ? { details } : {}) };
  return {
    kind: 'told',
    account: {
      backend: 'HAPTIK_TRACT',
      scope: '',
      ref: user.user_id,
      aliases: { ...aliasesOf(written), [HEARD_OF]: user.user_id },
      written,
    },
    accepted: (userId) => ({
      answer: { status: 200, body: { success: true, ect_user_id: userId } },
      aliases: { ectUserId: userId },
    }),
  };
}

const refused = (status: number, message: string): Heard => ({
  kind: 'refused',
  answer: answer(status, message),
});

const answer = (status: number, message: string): HookAnswer => ({
  status,
  body: { success: false, error_message: message },
});
