import type { GraphiQLPlugin } from '@graphiql/react';
import { ExampleList } from './example-list.tsx';
import { LastAnswer } from './last-answer.tsx';
import { Vocabulary } from './vocabulary.tsx';

/** Our panel in GraphiQL's sidebar: what the last answer cost, the examples, and the words to know. */
export const facetPlugin: GraphiQLPlugin = { title: 'Facet', icon: FacetIcon, content: FacetPanel };

function FacetPanel() {
  return (
    <div className="facet-panel">
      <h1>Facet</h1>
      <p>
        One <code>User</code> from the user APIs of five vendors. A field is fetched only when a
        query asks for it.
      </p>
      <LastAnswer />
      <ExampleList />
      <Vocabulary />
    </div>
  );
}

function FacetIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    >
      <path d="M12 2.5 20.5 7.25v9.5L12 21.5l-8.5-4.75v-9.5z" />
      <path d="M3.5 7.25 12 12l8.5-4.75M12 12v9.5" />
    </svg>
  );
}
