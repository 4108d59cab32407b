import {
  createUser,
  partsOfChange,
  linkAccount,
  unlinkAccount,
  updateOwners,
  applyChange,
  poolOf,
  updateOf,
  changeProblems,
  poolProblems,
} from '#users';
import type { Context } from '../context.ts';
import type { MutationResolvers } from '../resolvers.generated.ts';

export const Mutation: MutationResolvers = {
  createUser: async (_root, { input }, context) => done(context, createUser(input, context.writes)),

  updateUser: async (_root, { input }, context) =>
    done(
      context,
      applyChange(
        {
          mutation: 'updateUser',
          asked: input,
          user: input.user,
          input: input.set,
          at: ['input', 'set'],
          given: partsOfChange(input.set, ['set']),
          problems: changeProblems(input.set),
          write: updateOf,
          accounts: 'each',
          backends: null,
        },
        context.writes,
      ),
    ),

  updateOwners: async (_root, { input }, context) =>
    done(context, updateOwners(input, context.writes)),

  updatePool: async (_root, { input }, context) =>
    done(
      context,
      applyChange(
        {
          mutation: 'updatePool',
          asked: input,
          user: input.user,
          input: input.pool,
          at: ['input'],
          given: { parts: [], input, at: [] },
          problems: poolProblems(input.pool),
          write: poolOf,
          accounts: 'one',
          backends: null,
        },
        context.writes,
      ),
    ),

  updateEmail: async (_root, { input }, context) =>
    done(
      context,
      applyChange(
        {
          mutation: 'updateEmail',
          asked: input,
          user: input.user,
          input: { email: input.email },
          at: ['input'],
          given: partsOfChange({ email: input.email }, []),
          problems: [],
          write: updateOf,
          accounts: 'each',
          backends: input.at ?? null,
        },
        context.writes,
      ),
    ),

  linkAccount: async (_root, { input }, context) =>
    done(context, linkAccount(input, context.writes)),

  unlinkAccount: async (_root, { input }, context) =>
    done(context, unlinkAccount(input, context.writes)),
};

/** What the request has read before a write may not be told after it. */
async function done<T>(context: Context, result: Promise<T>): Promise<T> {
  const settled = await result;
  context.forget();
  return settled;
}
