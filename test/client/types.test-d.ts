import { describe, expectTypeOf, it } from 'vitest';
import type * as server from '../../src/schema.generated.ts';
import { execute } from './execute.ts';
import type { UserDocument } from './generated/graphql.ts';
import type * as client from './generated/graphql.ts';

/** Nothing runs here: `npm run types` fails when the schema and what was generated from it drift apart. */
describe('the generated types', () => {
  it('know the values of the server’s enums', () => {
    expectTypeOf<client.Backend>().toEqualTypeOf<server.Backend>();
    expectTypeOf<client.OutcomeStatus>().toEqualTypeOf<server.OutcomeStatus>();
    expectTypeOf<client.ErrorCode>().toEqualTypeOf<server.ErrorCode>();
    expectTypeOf<client.Origin>().toEqualTypeOf<server.Origin>();
    expectTypeOf<client.PhoneKind>().toEqualTypeOf<server.PhoneKind>();
    expectTypeOf<keyof client.CreateUserInput>().toEqualTypeOf<keyof server.CreateUserInput>();
  });

  it('know what each document asks for and returns', () => {
    const read = execute<client.UserQuery, client.UserQueryVariables>;
    expectTypeOf(read).parameter(1).toEqualTypeOf<typeof UserDocument>();
    expectTypeOf<NonNullable<client.UserQuery['user']>>().toMatchObjectType<{
      readonly id: string;
      readonly displayName: string | null;
    }>();
    expectTypeOf<client.BadgeFragment>().toEqualTypeOf<{
      readonly displayName: string | null;
      readonly avatarUrl: string | null;
      readonly location: {
        readonly city: string | null;
        readonly countryName: string | null;
      };
    }>();
    expectTypeOf<client.UpdateEmailMutationVariables>().toEqualTypeOf<{
      user: client.UserBy;
      email: string;
    }>();
    expectTypeOf<
      NonNullable<client.CreateUserMutation['createUser']>['outcomes'][number]
    >().toEqualTypeOf<client.ToldFragment>();
  });
});
