/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation CreateUser($input: CreateUserInput!) {\n  createUser(input: $input) {\n    user {\n      id\n      ...Badge\n    }\n    outcomes {\n      ...Told\n    }\n    errors {\n      code\n      message\n      path\n    }\n  }\n}\n\nfragment Told on Outcome {\n  backend\n  status\n  account {\n    ref\n  }\n  error {\n    code\n    message\n    retryable\n  }\n}": typeof types.CreateUserDocument,
    "mutation UpdateEmail($user: UserBy!, $email: EmailAddress!) {\n  updateEmail(input: {user: $user, email: $email}) {\n    user {\n      id\n      ...ContactCard\n    }\n    outcomes {\n      ...Told\n    }\n    errors {\n      code\n      path\n    }\n  }\n}": typeof types.UpdateEmailDocument,
    "query User($by: UserBy!) {\n  user(by: $by) {\n    id\n    ...Badge\n    ...ContactCard\n    accounts {\n      __typename\n      backend\n      ref\n      origin\n      ... on ChakraAccount {\n        availabilityStatus\n      }\n      ... on VoltMxAccount {\n        subscriptions {\n          email\n        }\n      }\n    }\n  }\n}\n\nfragment Badge on User {\n  displayName\n  avatarUrl\n  location {\n    city\n    countryName\n  }\n}\n\nfragment ContactCard on User {\n  emails {\n    address\n    verified\n    source\n  }\n  phones {\n    number\n    kind\n  }\n}": typeof types.UserDocument,
};
const documents: Documents = {
    "mutation CreateUser($input: CreateUserInput!) {\n  createUser(input: $input) {\n    user {\n      id\n      ...Badge\n    }\n    outcomes {\n      ...Told\n    }\n    errors {\n      code\n      message\n      path\n    }\n  }\n}\n\nfragment Told on Outcome {\n  backend\n  status\n  account {\n    ref\n  }\n  error {\n    code\n    message\n    retryable\n  }\n}": types.CreateUserDocument,
    "mutation UpdateEmail($user: UserBy!, $email: EmailAddress!) {\n  updateEmail(input: {user: $user, email: $email}) {\n    user {\n      id\n      ...ContactCard\n    }\n    outcomes {\n      ...Told\n    }\n    errors {\n      code\n      path\n    }\n  }\n}": types.UpdateEmailDocument,
    "query User($by: UserBy!) {\n  user(by: $by) {\n    id\n    ...Badge\n    ...ContactCard\n    accounts {\n      __typename\n      backend\n      ref\n      origin\n      ... on ChakraAccount {\n        availabilityStatus\n      }\n      ... on VoltMxAccount {\n        subscriptions {\n          email\n        }\n      }\n    }\n  }\n}\n\nfragment Badge on User {\n  displayName\n  avatarUrl\n  location {\n    city\n    countryName\n  }\n}\n\nfragment ContactCard on User {\n  emails {\n    address\n    verified\n    source\n  }\n  phones {\n    number\n    kind\n  }\n}": types.UserDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateUser($input: CreateUserInput!) {\n  createUser(input: $input) {\n    user {\n      id\n      ...Badge\n    }\n    outcomes {\n      ...Told\n    }\n    errors {\n      code\n      message\n      path\n    }\n  }\n}\n\nfragment Told on Outcome {\n  backend\n  status\n  account {\n    ref\n  }\n  error {\n    code\n    message\n    retryable\n  }\n}"): typeof import('./graphql.ts').CreateUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UpdateEmail($user: UserBy!, $email: EmailAddress!) {\n  updateEmail(input: {user: $user, email: $email}) {\n    user {\n      id\n      ...ContactCard\n    }\n    outcomes {\n      ...Told\n    }\n    errors {\n      code\n      path\n    }\n  }\n}"): typeof import('./graphql.ts').UpdateEmailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query User($by: UserBy!) {\n  user(by: $by) {\n    id\n    ...Badge\n    ...ContactCard\n    accounts {\n      __typename\n      backend\n      ref\n      origin\n      ... on ChakraAccount {\n        availabilityStatus\n      }\n      ... on VoltMxAccount {\n        subscriptions {\n          email\n        }\n      }\n    }\n  }\n}\n\nfragment Badge on User {\n  displayName\n  avatarUrl\n  location {\n    city\n    countryName\n  }\n}\n\nfragment ContactCard on User {\n  emails {\n    address\n    verified\n    source\n  }\n  phones {\n    number\n    kind\n  }\n}"): typeof import('./graphql.ts').UserDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
