import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useMemo } from 'react';
import type { Facts } from '../api/facts.ts';
import { builderPlugin } from '../builder/builder.tsx';
import { examplesFor } from '../examples.ts';
import { FactsContext } from '../panel/facts-context.ts';
import { facetPlugin } from '../panel/panel.tsx';
import { ConfirmWrite } from './confirm-write.tsx';
import { createFetcher } from './fetcher.ts';
import { sharedQuery } from './share-link.ts';
import { Tools } from './toolbar.tsx';

const plugins = [facetPlugin, builderPlugin, HISTORY_PLUGIN];

/** GraphiQL with our panel and query builder: a shared query in the open tab, else the examples in tabs. */
export function Explorer({ facts }: { readonly facts: Facts }) {
  const fetcher = useMemo(() => createFetcher(facts), [facts]);
  const shared = useMemo(() => sharedQuery(location.search), []);
  const examples = useMemo(() => examplesFor(facts.people[0] ?? null), [facts]);
  const ready = examples.map(({ query, variables }) => ({
    query,
    variables: variables === undefined ? null : JSON.stringify(variables, null, 2),
  }));
  const tabs = shared ? [shared, ...ready] : ready;
  return (
    <FactsContext value={facts}>
      <h1 className="facet-unseen">Facet’s explorer</h1>
      <GraphiQL
        fetcher={fetcher}
        defaultTabs={tabs}
        {...(shared && { initialQuery: shared.query, initialVariables: shared.variables })}
        defaultEditorToolsVisibility="variables"
        plugins={plugins}
        visiblePlugin={facetPlugin}
        inputValueDeprecation
        schemaDescription
      >
        <GraphiQL.Logo>Facet</GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {(own) => <Tools {...own} sharedOperation={shared?.operationName ?? ''} />}
        </GraphiQL.Toolbar>
      </GraphiQL>
      <ConfirmWrite />
    </FactsContext>
  );
}
