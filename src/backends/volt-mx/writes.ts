import { BackendError } from '#errors';
import { ExactNumber, pathsTo } from '#normalise';
import type { AccountKey, WireRecord } from '#normalise';
import type { CreateUserInput } from '#schema';
import type { Acknowledgement, Prepared, Write, Writes } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import { redact } from '../http/redact.ts';
import { badStatus, contractViolation } from '../http/failures.ts';
import type { HttpCall } from '../http/http-backend.ts';
import type { HttpResponse } from '../http/response.ts';
import { STORED, lackingIn, mobileNumberProblem, newUser } from './account.ts';
import { dynamicAttributes, type Tenant } from './attributes.ts';
import { idInWords } from './existing-id.ts';
import { voltMxId } from './id.ts';
import { refusedInput } from './refused-input.ts';

/** Posts a body; answers a success and a refusal of the input, each with the call that was made. Throws other `BackendError`s. */
export type Post = (
  body: WireRecord,
  context: CallContext,
) => Promise<HttpResponse & { readonly call: HttpCall }>;

/** What Volt MX can be told. Sent again, it answers "already exists" with the id. */
export const writesOf = (post: Post, tenant: Tenant): Writes => ({
  create: creation(post, tenant),
});

const creation = (post: Post, tenant: Tenant): Write<CreateUserInput> => ({
  idempotent: true,
  identifiedBy: [],
  prepare: (input) => prepareCreation(input, tenant),
  send: async (request, _secret, context) => {
    const { status, body, call, exists } = await post(request, context);
    const message = messageIn(body);
    if (exists) return existing(body, message ?? '', request);
    if (status < 300) return created(body, request);
    throw refusal(status, message, call, refusedInput(message ?? '', request, tenant));
  },
});

const prepareCreation = (input: CreateUserInput, tenant: Tenant): Prepared => {
  const { values, stores, leavesOut } = dynamicAttributes(input, tenant);
  const mobileNumber = mobileNumberProblem(input);
  const phone = mobileNumber === null ? [] : [{ path: ['phone'], reason: mobileNumber }];
  if (mobileNumber !== null && tenant.reconciliationKey === 'mobileNumber') {
    return { kind: 'skipped', reason: `${mobileNumber} ${TELLS_APART}` };
  }
  const request = {
    ...newUser(mobileNumber === null ? input : { ...input, phone: null }),
    ...values,
  };
  const lacks = lackingIn(request, tenant);
  if (lacks.length > 0) return { kind: 'skipped', reason: `VOLT_MX needs ${lacks.join(', ')}.` };
  return {
    kind: 'ready',
    request,
    stores: [...pathsTo(STORED), ...stores],
    leavesOut: [...phone, ...leavesOut],
  };
};

const TELLS_APART = 'It tells people apart by it: VOLT_MX_RECONCILIATION_KEY is mobileNumber.';

const accountKey = (ref: string): AccountKey => ({ backend: 'VOLT_MX', scope: '', ref });

const created = (body: unknown, request: WireRecord): Acknowledgement => {
  const id = idIn(body);
  if (id === null) throw contractViolation('VOLT_MX', '`id` is no 64-bit integer');
  return { account: accountKey(id), existed: false, written: request };
};

/** Whatever the status: who it is tells the body's id, else the words (`existing-id.ts`), else nobody. */
const existing = (body: unknown, message: string, request: WireRecord): Acknowledgement => {
  const id = idIn(body) ?? idInWords(message, request);
  return { account: id === null ? null : accountKey(id), existed: true, written: null };
};

const refusal = (
  status: number,
  message: string | undefined,
  call: HttpCall,
  inputProblems: ReturnType<typeof refusedInput>,
): BackendError => {
  const words = message === undefined ? undefined : redact(message, call);
  const error = badStatus('VOLT_MX', status, { message: words }, undefined);
  return new BackendError(error.code, 'VOLT_MX', error.message, {
    ...error.details,
    inputProblems,
  });
};

/** The id as digits, however many. */
const idIn = (body: unknown): string | null => {
  const id = isObject(body) ? body['id'] : null;
  const isId = typeof id === 'string' || typeof id === 'number' || id instanceof ExactNumber;
  return isId ? voltMxId(String(id)) : null;
};

const messageIn = (body: unknown): string | undefined => {
  const message = isObject(body) ? body['message'] : undefined;
  return typeof message === 'string' ? message : undefined;
};

const isObject = (body: unknown): body is WireRecord => typeof body === 'object' && body !== null;
