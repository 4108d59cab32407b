const keys: Readonly<Record<string, string>> = {
  'Ctrl+Enter': 'Run the query.',
  'Ctrl+M': 'In an editor: let Tab leave it, or indent again.',
  F1: 'In an editor: every command.',
  Delete: 'On a tab: close it.',
  Enter: 'In the response: where the value at the cursor comes from.',
};

/** What there is for the keyboard, as editors keep the Tab key. */
export function Keys() {
  return (
    <section aria-label="Keys">
      <h2>Keys</h2>
      <dl>
        {Object.entries(keys).map(([key, meaning]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
