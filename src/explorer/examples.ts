import type { KnownPerson } from './api/facts.ts';
import { identifierOf } from './identifiers.ts';
import { literal } from './literal.ts';

/** A query that stands ready in GraphiQL and works as it is; the tests run every one of them. */
export interface Example {
  /** The operation's name, which GraphiQL shows on its tab. */
  readonly name: string;
  /** What it shows, in a few words, for the list in our panel. */
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** For a server that knows nobody yet: nobody ever has this id. */
const NOBODY = { id: 'user_00000000000000000000000000' };

/**
 * In the order of the tabs, about somebody who is there: by an identifier as a backend has it, since every identifier of
 * every backend finds the person.
 */
export function examplesFor(person: KnownPerson | null): readonly Example[] {
  const by = literal(person ? identifierOf(person) : NOBODY);
  return [
    {
      name: 'OnePersonFiveVendors',
      title: 'One person, put together from five vendors',
      query: `# One person, put together from the
# records of five vendors.
#
# Any identifier of any backend finds
# the person; yours work here too.
#
# Run it: the panel on the left says
# which backends were called. Ask for
# fewer fields, and fewer are.

query OnePersonFiveVendors {
  user(by: ${by}) {
    id
    displayName
    email
    phone
    location {
      countryName
      city
    }
    employment {
      company
      jobTitle
    }
    accounts {
      backend
      ref
    }
  }
}
`,
    },
    {
      name: 'WhereValuesComeFrom',
      title: 'Where each value comes from',
      query: `# Where each value came from, and what
# the other backends say.
#
# Candidates stand in the order of their
# precedence: the first that has a usable
# value is CHOSEN.

query WhereValuesComeFrom {
  user(by: ${by}) {
    provenance(fields: ["displayName", "email", "phone", "location.city"]) {
      field
      candidates {
        state
        backend
        backendField
        value
        rawValue
        origin
        asOf
      }
    }
  }
}
`,
    },
    {
      name: 'ReporteesInACycle',
      title: 'Who reports to whom, even in a circle',
      query: `# Reportees are users again, so this can
# go round in a circle.
#
# However often a person appears, each
# record is fetched once.

query ReporteesInACycle {
  user(by: ${by}) {
    ...Person
    reportees {
      ...Person
      reportees {
        ...Person
        reportees {
          ...Person
        }
      }
    }
  }
}

fragment Person on User {
  id
  displayName
}
`,
    },
    {
      name: 'PageThroughUsers',
      title: 'Everybody, page by page',
      query: `# The people who have an account at
# Chakra, newest first, five at a time.
#
# For the next page set "after" (tab
# Variables, below) to the "endCursor".

query PageThroughUsers($first: Int!, $after: String) {
  allUsers(first: $first, after: $after, filter: { hasAccountAt: CHAKRA }) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      displayName
      accounts {
        backend
      }
    }
  }
}
`,
      variables: { first: 5, after: null },
    },
    {
      name: 'WhatBackendsCanDo',
      title: 'What each backend can read and write',
      query: `# What each backend can read and write.
# No backend is called to find out.

query WhatBackendsCanDo {
  backends {
    backend
    name
    status
    operations
    reads
    writes
  }
}
`,
    },
    {
      name: 'CreateUser',
      title: 'Create a person at every backend that can',
      query: `# Creates a person at every backend
# that can and that has all it needs.
#
# "outcomes" says what each one did,
# "errors" what is wrong with the input.
#
# Run it twice: nobody is there twice.

mutation CreateUser {
  createUser(
    input: {
      displayName: "Asha Rao"
      givenName: "Asha"
      familyName: "Rao"
      email: "asha.rao@example.com"
      phone: "+919876543210"
      language: "en"
      location: { country: "IN" }
      subscriptions: { email: true }
      haptik: { authId: "asharao1" }
    }
  ) {
    user {
      id
      displayName
    }
    outcomes {
      backend
      status
      account {
        ref
      }
      error {
        code
        message
      }
    }
    errors {
      code
      message
      path
    }
  }
}
`,
    },
    {
      name: 'UpdateEmail',
      title: 'Change an e-mail address',
      query: `# Goes to every backend where the person
# has an account and that lets us change
# the address; "at: [EMERITUS]" narrows it.

mutation UpdateEmail {
  updateEmail(
    input: {
      user: ${by}
      email: "new.address@example.com"
    }
  ) {
    user {
      emails {
        address
        source
      }
    }
    outcomes {
      backend
      status
      error {
        code
        message
      }
    }
    errors {
      code
      message
      path
    }
  }
}
`,
    },
    {
      name: 'UpdateOwners',
      title: 'Add owners',
      query: `# Owners are added (and removed, with
# "remove") one after another; "outcomes"
# says how far it got.

mutation UpdateOwners {
  updateOwners(
    input: {
      user: ${by}
      add: ["owner-1", "owner-2"]
    }
  ) {
    owners
    outcomes {
      owner
      change
      status
      error {
        code
        message
      }
    }
    errors {
      code
      message
      path
    }
  }
}
`,
    },
  ];
}
