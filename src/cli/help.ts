/** What `npx facet --help` says. */
export const HELP = `Usage: npx facet [command]

  start           Start the server. This is what happens without a command, too. It prints the address of GraphiQL,
                  which shows what can be asked. Ctrl+C ends it.
  rebind [--yes]  Confirm that the registry belongs to the backends that are configured now: after a change of an
                  address or a tenant. Asks before it changes anything; --yes does not.
  operations [--id ID]
                  List the writes that are open or ended UNKNOWN, or show one. Values are not shown.
  schema          Print the GraphQL schema for the tools of frontends: npx facet schema > schema.graphql. A running
                  Facet serves the same at /schema.graphql.
  settings        Print every setting with its default and what it means, in the form of a .env file:
                  npx facet settings > .env

  --help          Show this.
  --version       Show the version.

Settings come from the environment, and from the file .env of the folder that Facet is started in. With no backend set,
Facet runs its sandbox: five backends with made-up people, on this machine alone. To use your own, set what you have of

  HAPTIK_TRACT_URL, HAPTIK_TRACT_CREATE_USER_HOOK
  HAPTIK_URL, HAPTIK_TOKEN, HAPTIK_CLIENT_ID
  CHAKRA_URL, CHAKRA_TOKEN
  VOLT_MX_URL, VOLT_MX_USERNAME, VOLT_MX_PASSWORD
  EMERITUS_URL, EMERITUS_TOKEN, EMERITUS_APP_ID, EMERITUS_CORP_ID

and, if the defaults do not fit,

  PORT            4000; 0 takes any that is free
  DATABASE_URL    sqlite:data/facet.db, the registry of who is who; or postgres://user:password@host/database
  SANDBOX         1: the sandbox; 0: never, even with no backend set`;
