import {
  createUser,
  eraseUser,
  linkAccount,
  unlinkAccount,
  updateEmail,
  updateOwners,
  updatePool,
  updateUser,
} from '#users';
import type { WriteDeps } from '#users';
import type { Context } from '../context.ts';
import type { MutationResolvers } from '../resolvers.generated.ts';

/** A mutation as `#users` carries it out. What the request has read before it may not be told after it. */
const carriedOut =
  <Input, Result extends Failures>(mutate: (input: Input, deps: WriteDeps) => Promise<Result>) =>
  async (
    _root: unknown,
    { input }: { readonly input: Input },
    context: Context,
  ): Promise<Result> => {
    const result = await mutate(input, context.writes);
    context.forget();
    noteCodes(result, context);
    return result;
  };

/** Such errors are data of the answer. */
function noteCodes({ errors, outcomes }: Failures, { record }: Context): void {
  for (const { code } of errors) record.failed(code);
  for (const { error } of outcomes ?? []) if (error) record.failed(error.code);
}

interface Failures {
  readonly errors: readonly { readonly code: string }[];
  readonly outcomes?: readonly { readonly error?: { readonly code: string } | null }[];
}

export const Mutation: MutationResolvers = {
  createUser: carriedOut(createUser),
  updateUser: carriedOut(updateUser),
  updateOwners: carriedOut(updateOwners),
  updatePool: carriedOut(updatePool),
  updateEmail: carriedOut(updateEmail),
  linkAccount: carriedOut(linkAccount),
  unlinkAccount: carriedOut(unlinkAccount),
  eraseUser: carriedOut(eraseUser),
};
