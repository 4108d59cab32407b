import { outcomesOf, personOf } from '#operations';
import type { AccountRow, StepRow, UserRow } from '#registry';
import { fieldsStored, hiddenIn, isVisibleAccount, planOf } from '#users';
import type { Account, User, Visibility } from '#users';
import { missingFor } from '../authorization/provenance-fields.ts';
import type { Context } from '../context.ts';
import { pathOf, presentAccount, presentUser } from './present.ts';
import type {
  ErasureRemainderResolvers,
  LinkAccountPayloadResolvers,
  OperationResolvers,
  OutcomeResolvers,
  UnlinkAccountPayloadResolvers,
  UserConnectionResolvers,
  UserEdgeResolvers,
} from '../resolvers.generated.ts';

type Info = Parameters<typeof presentUser>[2];

/** The account that a write came to: another one's of the same corporation may be another person's by now. */
async function presentVisible(
  { account }: { readonly account: AccountRow | null },
  _args: unknown,
  context: Context,
  info: Info,
): Promise<Account | null> {
  const { visibility, finder } = context;
  const isVisible =
    account && (await isVisibleAccount(account, visibility, async (id) => finder.byUserId(id)));
  return isVisible ? presentAccount(account, context, info) : null;
}

/** Whether a step is about no account of a corporation that the caller may not know of. */
export const mayKnowStep = ({ account, outcome }: StepRow, visibility: Visibility): boolean =>
  [account, outcome?.account].every((one) => !one || visibility.mayKnow(one));

/** The `user` of every payload. */
export const payload = {
  user: async (
    { user }: { readonly user: UserRow | null },
    _args: unknown,
    context: Context,
    info: Info,
  ): Promise<User | null> => user && presentUser(user, context, info),
};

export const LinkAccountPayload: LinkAccountPayloadResolvers = {
  ...payload,
  account: presentVisible,
  absorbedIds: ({ absorbedIds }) => absorbedIds ?? [],
};

export const UnlinkAccountPayload: UnlinkAccountPayloadResolvers = {
  ...payload,
  restored: async ({ restored }, _args, context, info) =>
    restored ? presentUser(restored, context, info) : null,
};

export const Outcome: OutcomeResolvers = {
  stored: ({ parts }) => parts.stored.map((path) => path.join('.')),
  notStored: ({ parts }) =>
    parts.notStored.map(({ path, reason }) => ({ path: ['input', ...path], reason })),
  hiddenBy: async (outcome, _args, { services, finder, reader, grants }, info) => {
    const stored = outcome.account ? fieldsStored(outcome, services.fields) : [];
    const fields = stored.filter((field) => missingFor(field, grants).length === 0);
    const row =
      fields.length > 0 && outcome.account && (await finder.byUserId(outcome.account.userId));
    if (!row) return [];
    return hiddenIn(await reader.user(row, planOf(fields), () => pathOf(info)), fields, outcome);
  },
  account: presentVisible,
};

export const Operation: OperationResolvers = {
  user: async (operation, _args, context, info) => {
    const user = await personOf(operation, context);
    return user && presentUser(user, context, info);
  },
  outcomes: async (operation, _args, { services, visibility }) => {
    const steps = operation.steps.filter((step) => mayKnowStep(step, visibility));
    return outcomesOf({ ...operation, steps }, services.registry);
  },
};

export const UserConnection: UserConnectionResolvers = {
  nodes: async ({ edges }, _args, context, info) => {
    return Promise.all(
      edges.map(async ({ node }, index) => presentUser(node, context, info, index)),
    );
  },
  totalCount: async ({ hasAccountAt }, _args, { lists }) => lists.total(hasAccountAt),
};

export const UserEdge: UserEdgeResolvers = {
  node: async ({ node }, _args, context, info) => presentUser(node, context, info),
};

export const ErasureRemainder: ErasureRemainderResolvers = {
  scope: ({ scope }) => (scope === '' ? null : scope),
};
