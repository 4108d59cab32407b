import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { examples, traceHeaders } from './examples.ts';
import { fetcher } from './fetcher.ts';
import { facetPlugin } from './panel.tsx';

const headers = JSON.stringify(traceHeaders, null, 2);
const plugins = [facetPlugin, HISTORY_PLUGIN];
const tabs = examples.map(({ query, variables }) => ({
  query,
  variables: variables === undefined ? null : JSON.stringify(variables, null, 2),
  headers,
}));

/** GraphiQL with the examples in tabs, the trace header set, and our panel open. */
export function Explorer() {
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={tabs}
      defaultHeaders={headers}
      defaultEditorToolsVisibility="headers"
      plugins={plugins}
      visiblePlugin={facetPlugin}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>Facet</GraphiQL.Logo>
    </GraphiQL>
  );
}
