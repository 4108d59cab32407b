/**
 * @generated SignedSource<<4d05fe8f83eb80b29f96508e3d92b902>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type Backend = "CHAKRA" | "EMERITUS" | "HAPTIK" | "HAPTIK_TRACT" | "VOLT_MX" | "%future added value";
export type ErrorCode = "ALREADY_EXISTS" | "BACKEND_CONTRACT" | "BACKEND_REJECTED" | "BACKEND_TIMEOUT" | "BACKEND_UNAUTHORIZED" | "BACKEND_UNAVAILABLE" | "BUDGET_EXCEEDED" | "CONFLICT" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED" | "INTERNAL" | "INVALID_INPUT" | "NOT_CONFIGURED" | "NOT_FOUND" | "NOT_REQUESTED" | "RATE_LIMITED" | "REGISTRY_INTERRUPTED" | "REGISTRY_UNAVAILABLE" | "UNAUTHENTICATED" | "UNSUPPORTED" | "%future added value";
export type LinkAccountInput = {
  account: AccountRef;
  user: UserBy;
};
export type UserBy = {
  authId?: never;
  chakraId?: never;
  ectUserId?: never;
  emeritus?: never;
  haptikUserId?: never;
  id: string;
  thirdPartyUserId?: never;
  voltMxId?: never;
} | {
  authId?: never;
  chakraId?: never;
  ectUserId?: never;
  emeritus?: never;
  haptikUserId: string;
  id?: never;
  thirdPartyUserId?: never;
  voltMxId?: never;
} | {
  authId?: never;
  chakraId?: never;
  ectUserId?: never;
  emeritus?: never;
  haptikUserId?: never;
  id?: never;
  thirdPartyUserId: string;
  voltMxId?: never;
} | {
  authId?: never;
  chakraId?: never;
  ectUserId: string;
  emeritus?: never;
  haptikUserId?: never;
  id?: never;
  thirdPartyUserId?: never;
  voltMxId?: never;
} | {
  authId: string;
  chakraId?: never;
  ectUserId?: never;
  emeritus?: never;
  haptikUserId?: never;
  id?: never;
  thirdPartyUserId?: never;
  voltMxId?: never;
} | {
  authId?: never;
  chakraId: string;
  ectUserId?: never;
  emeritus?: never;
  haptikUserId?: never;
  id?: never;
  thirdPartyUserId?: never;
  voltMxId?: never;
} | {
  authId?: never;
  chakraId?: never;
  ectUserId?: never;
  emeritus?: never;
  haptikUserId?: never;
  id?: never;
  thirdPartyUserId?: never;
  voltMxId: string;
} | {
  authId?: never;
  chakraId?: never;
  ectUserId?: never;
  emeritus: EmeritusRef;
  haptikUserId?: never;
  id?: never;
  thirdPartyUserId?: never;
  voltMxId?: never;
};
export type EmeritusRef = {
  corpId?: string | null | undefined;
  userId: string;
};
export type AccountRef = {
  authId?: never;
  chakraId?: never;
  emeritus?: never;
  haptikUserId: string;
  voltMxId?: never;
} | {
  authId: string;
  chakraId?: never;
  emeritus?: never;
  haptikUserId?: never;
  voltMxId?: never;
} | {
  authId?: never;
  chakraId: string;
  emeritus?: never;
  haptikUserId?: never;
  voltMxId?: never;
} | {
  authId?: never;
  chakraId?: never;
  emeritus?: never;
  haptikUserId?: never;
  voltMxId: string;
} | {
  authId?: never;
  chakraId?: never;
  emeritus: EmeritusRef;
  haptikUserId?: never;
  voltMxId?: never;
};
export type documentsLinkMutation$variables = {
  input: LinkAccountInput;
};
export type documentsLinkMutation$data = {
  readonly linkAccount: {
    readonly absorbedIds: ReadonlyArray<string>;
    readonly errors: ReadonlyArray<{
      readonly code: ErrorCode;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
    readonly user: {
      readonly accounts: ReadonlyArray<{
        readonly __typename: string;
        readonly backend: Backend;
        readonly id: string;
        readonly ref: string;
      }>;
      readonly displayName: string | null | undefined;
      readonly email: string | null | undefined;
      readonly id: string;
    } | null | undefined;
  } | null | undefined;
};
export type documentsLinkMutation = {
  response: documentsLinkMutation$data;
  variables: documentsLinkMutation$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "input"
  }
],
v1 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v2 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Variable",
        "name": "input",
        "variableName": "input"
      }
    ],
    "concreteType": "LinkAccountPayload",
    "kind": "LinkedField",
    "name": "linkAccount",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "concreteType": "User",
        "kind": "LinkedField",
        "name": "user",
        "plural": false,
        "selections": [
          (v1/*:: as any*/),
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "displayName",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "email",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "concreteType": null,
            "kind": "LinkedField",
            "name": "accounts",
            "plural": true,
            "selections": [
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "__typename",
                "storageKey": null
              },
              (v1/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "backend",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "ref",
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
      },
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "absorbedIds",
        "storageKey": null
      },
      {
        "alias": null,
        "args": null,
        "concreteType": "UserError",
        "kind": "LinkedField",
        "name": "errors",
        "plural": true,
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "code",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "path",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "message",
            "storageKey": null
          }
        ],
        "storageKey": null
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "documentsLinkMutation",
    "selections": (v2/*:: as any*/),
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsLinkMutation",
    "selections": (v2/*:: as any*/)
  },
  "params": {
    "cacheID": "3495bcce6ad8e3a0d5400c0b5961c7e7",
    "id": null,
    "metadata": {},
    "name": "documentsLinkMutation",
    "operationKind": "mutation",
    "text": "mutation documentsLinkMutation(\n  $input: LinkAccountInput!\n) {\n  linkAccount(input: $input) {\n    user {\n      id\n      displayName\n      email\n      accounts {\n        __typename\n        id\n        backend\n        ref\n      }\n    }\n    absorbedIds\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "7f263e1845e13a870c9d39aa5a8b6e24";

export default node;
