import type { GraphiQLPlugin } from '@graphiql/react';
import { ExampleList } from './example-list.tsx';
import { useFacts } from './facts-context.ts';
import { Keys } from './keys.tsx';
import { LastResponse } from './last-response.tsx';
import { Mark } from './mark.tsx';
import { Vocabulary } from './vocabulary.tsx';

/** Our panel in GraphiQL's sidebar: the server, how the last response came about, the examples, and the words to know. */
export const facetPlugin: GraphiQLPlugin = { title: 'Facet', icon: FacetIcon, content: FacetPanel };

function FacetPanel() {
  const facts = useFacts();
  return (
    <div className="facet-panel">
      <header className="facet-header">
        <h1>Facet</h1>
        <a href="people">Look up a person</a>
      </header>
      <Mark {...facts} />
      <LastResponse />
      <ExampleList />
      <Vocabulary />
      <Keys />
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
      aria-hidden="true"
    >
      <path d="M12 2.5 20.5 7.25v9.5L12 21.5l-8.5-4.75v-9.5z" />
      <path d="M3.5 7.25 12 12l8.5-4.75M12 12v9.5" />
    </svg>
  );
}
