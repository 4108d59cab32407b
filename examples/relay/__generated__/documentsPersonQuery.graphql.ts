/**
 * @generated SignedSource<<3e521ef7ee4c67a7967c7e77474340e8>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type Backend = "CHAKRA" | "EMERITUS" | "HAPTIK" | "HAPTIK_TRACT" | "VOLT_MX" | "%future added value";
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
export type documentsPersonQuery$variables = {
  by: UserBy;
};
export type documentsPersonQuery$data = {
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
};
export type documentsPersonQuery = {
  response: documentsPersonQuery$data;
  variables: documentsPersonQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "by"
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
        "name": "by",
        "variableName": "by"
      }
    ],
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
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "documentsPersonQuery",
    "selections": (v2/*:: as any*/),
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsPersonQuery",
    "selections": (v2/*:: as any*/)
  },
  "params": {
    "cacheID": "ef419eb087e9619ce5a2da11303d40b0",
    "id": null,
    "metadata": {},
    "name": "documentsPersonQuery",
    "operationKind": "query",
    "text": "query documentsPersonQuery(\n  $by: UserBy!\n) {\n  user(by: $by) {\n    id\n    displayName\n    email\n    accounts {\n      __typename\n      id\n      backend\n      ref\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "3c47f97101d68fa41338c93b25782413";

export default node;
