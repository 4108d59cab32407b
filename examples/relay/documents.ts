import { graphql } from 'relay-runtime';

/**
 * What relay-compiler reads: `npx facet schema > schema.graphql && npx relay-compiler@21` writes `__generated__/`, which
 * `people.ts` imports. Nothing runs this file, so that no Babel plugin is needed.
 */
export const documents = [
  graphql`
    query documentsPersonQuery($by: UserBy!) {
      user(by: $by) {
        id
        displayName
        email
        accounts {
          __typename
          id
          backend
          ref
        }
      }
    }
  `,
  graphql`
    query documentsPeopleQuery($first: Int!, $after: String) {
      allUsers(first: $first, after: $after) {
        edges {
          node {
            id
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  graphql`
    mutation documentsChangeEmailMutation($input: UpdateEmailInput!) {
      updateEmail(input: $input) {
        user {
          id
          displayName
          email
          accounts {
            __typename
            id
            backend
            ref
          }
        }
        errors {
          code
          path
          message
        }
      }
    }
  `,
  graphql`
    mutation documentsLinkMutation($input: LinkAccountInput!) {
      linkAccount(input: $input) {
        user {
          id
          displayName
          email
          accounts {
            __typename
            id
            backend
            ref
          }
        }
        absorbedIds
        errors {
          code
          path
          message
        }
      }
    }
  `,
  graphql`
    mutation documentsUnlinkMutation($input: UnlinkAccountInput!) {
      unlinkAccount(input: $input) {
        user {
          id
          displayName
          email
          accounts {
            __typename
            id
            backend
            ref
          }
        }
        restored {
          id
          displayName
          email
          accounts {
            __typename
            id
            backend
            ref
          }
        }
        errors {
          code
          path
          message
        }
      }
    }
  `,
];
