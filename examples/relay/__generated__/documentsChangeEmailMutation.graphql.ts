/**
 * @generated SignedSource<<3d3048687b62ba01ae38dd5e87d436ba>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type Backend = "CHAKRA" | "EMERITUS" | "HAPTIK" | "HAPTIK_TRACT" | "VOLT_MX" | "%future added value";
export type ErrorCode = "ALREADY_EXISTS" | "BACKEND_CONTRACT" | "BACKEND_REJECTED" | "BACKEND_TIMEOUT" | "BACKEND_UNAUTHORIZED" | "BACKEND_UNAVAILABLE" | "BUDGET_EXCEEDED" | "CONFLICT" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED" | "INTERNAL" | "INVALID_INPUT" | "NOT_CONFIGURED" | "NOT_FOUND" | "NOT_REQUESTED" | "RATE_LIMITED" | "REGISTRY_INTERRUPTED" | "REGISTRY_UNAVAILABLE" | "UNAUTHENTICATED" | "UNSUPPORTED" | "%future added value";
export type UpdateEmailInput = {
  at?: ReadonlyArray<Backend> | null | undefined;
  email: string;
  idempotencyKey?: string | null | undefined;
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
export type documentsChangeEmailMutation$variables = {
  input: UpdateEmailInput;
};
export type documentsChangeEmailMutation$data = {
  readonly updateEmail: {
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
export type documentsChangeEmailMutation = {
  response: documentsChangeEmailMutation$data;
  variables: documentsChangeEmailMutation$variables;
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
    "concreteType": "UpdateEmailPayload",
    "kind": "LinkedField",
    "name": "updateEmail",
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
    "name": "documentsChangeEmailMutation",
    "selections": (v2/*:: as any*/),
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsChangeEmailMutation",
    "selections": (v2/*:: as any*/)
  },
  "params": {
    "cacheID": "98cdad3206ee602f199c3dff399a14fc",
    "id": null,
    "metadata": {},
    "name": "documentsChangeEmailMutation",
    "operationKind": "mutation",
    "text": "mutation documentsChangeEmailMutation(\n  $input: UpdateEmailInput!\n) {\n  updateEmail(input: $input) {\n    user {\n      id\n      displayName\n      email\n      accounts {\n        __typename\n        id\n        backend\n        ref\n      }\n    }\n    errors {\n      code\n      path\n      message\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "6688b6b3c1474e440260a053206efff6";

export default node;
