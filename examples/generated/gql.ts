/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

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
    "fragment Person on User {\n  id\n  displayName\n  email\n  accounts {\n    id\n    backend\n    ref\n  }\n}\n\nquery Person($by: UserBy!) {\n  user(by: $by) {\n    ...Person\n  }\n}\n\nquery People($first: Int!, $after: String) {\n  allUsers(first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nmutation ChangeEmail($input: UpdateEmailInput!) {\n  updateEmail(input: $input) {\n    user {\n      ...Person\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n\nmutation Link($input: LinkAccountInput!) {\n  linkAccount(input: $input) {\n    user {\n      ...Person\n    }\n    absorbedIds\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n\nmutation Unlink($input: UnlinkAccountInput!) {\n  unlinkAccount(input: $input) {\n    user {\n      ...Person\n    }\n    restored {\n      ...Person\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}": typeof types.PersonFragmentDoc,
};
const documents: Documents = {
    "fragment Person on User {\n  id\n  displayName\n  email\n  accounts {\n    id\n    backend\n    ref\n  }\n}\n\nquery Person($by: UserBy!) {\n  user(by: $by) {\n    ...Person\n  }\n}\n\nquery People($first: Int!, $after: String) {\n  allUsers(first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nmutation ChangeEmail($input: UpdateEmailInput!) {\n  updateEmail(input: $input) {\n    user {\n      ...Person\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n\nmutation Link($input: LinkAccountInput!) {\n  linkAccount(input: $input) {\n    user {\n      ...Person\n    }\n    absorbedIds\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n\nmutation Unlink($input: UnlinkAccountInput!) {\n  unlinkAccount(input: $input) {\n    user {\n      ...Person\n    }\n    restored {\n      ...Person\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}": types.PersonFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment Person on User {\n  id\n  displayName\n  email\n  accounts {\n    id\n    backend\n    ref\n  }\n}\n\nquery Person($by: UserBy!) {\n  user(by: $by) {\n    ...Person\n  }\n}\n\nquery People($first: Int!, $after: String) {\n  allUsers(first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nmutation ChangeEmail($input: UpdateEmailInput!) {\n  updateEmail(input: $input) {\n    user {\n      ...Person\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n\nmutation Link($input: LinkAccountInput!) {\n  linkAccount(input: $input) {\n    user {\n      ...Person\n    }\n    absorbedIds\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n\nmutation Unlink($input: UnlinkAccountInput!) {\n  unlinkAccount(input: $input) {\n    user {\n      ...Person\n    }\n    restored {\n      ...Person\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}"): (typeof documents)["fragment Person on User {\n  id\n  displayName\n  email\n  accounts {\n    id\n    backend\n    ref\n  }\n}\n\nquery Person($by: UserBy!) {\n  user(by: $by) {\n    ...Person\n  }\n}\n\nquery People($first: Int!, $after: String) {\n  allUsers(first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nmutation ChangeEmail($input: UpdateEmailInput!) {\n  updateEmail(input: $input) {\n    user {\n      ...Person\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n\nmutation Link($input: LinkAccountInput!) {\n  linkAccount(input: $input) {\n    user {\n      ...Person\n    }\n    absorbedIds\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n\nmutation Unlink($input: UnlinkAccountInput!) {\n  unlinkAccount(input: $input) {\n    user {\n      ...Person\n    }\n    restored {\n      ...Person\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;