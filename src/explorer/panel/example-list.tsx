import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type Example, examplesFor } from '../examples.ts';
import { useFacts } from './facts-context.ts';

/** The examples by name; a click goes to the example's tab, or opens it anew where it was closed or edited. */
export function ExampleList() {
  const open = useOpenExample();
  const { people } = useFacts();
  return (
    <section aria-label="Examples">
      <h2>Examples</h2>
      <ul className="facet-examples">
        {examplesFor(people[0] ?? null).map((example) => (
          <li key={example.name}>
            <button type="button" onClick={() => open(example)}>
              {example.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useOpenExample() {
  const { addTab, changeTab } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);

  return ({ query, variables }: Example) => {
    const index = tabs.findIndex((tab) => tab.query === query);
    if (index >= 0) {
      changeTab(index);
      return;
    }
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables === undefined ? '' : JSON.stringify(variables, null, 2));
  };
}
