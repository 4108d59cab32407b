import { useGraphiQL } from '@graphiql/react';
import { getLocation } from 'jsonc-parser';
import { useEffect } from 'react';
import { type ResponseValue, valueAt } from './response-values.ts';

/** Calls back with the value that is clicked on in the response; from the keyboard, with that under the cursor by Enter. */
export function useClickedValue(
  values: readonly ResponseValue[],
  choose: (value: ResponseValue) => void,
): void {
  const editor = useGraphiQL((state) => state.responseEditor);
  useEffect(() => {
    if (!editor) return undefined;
    const chooseAt = (position: { lineNumber: number; column: number } | null): void => {
      const model = editor.getModel();
      if (!model || !position) return;
      const { path } = getLocation(model.getValue(), model.getOffsetAt(position));
      const [data, ...rest] = path;
      const value = data === 'data' ? valueAt(values, rest) : null;
      if (value) choose(value);
    };
    const disposables = [
      editor.onMouseUp(({ target }) => {
        // Whoever selects a text wants to copy it.
        if (editor.getSelection()?.isEmpty()) chooseAt(target.position);
      }),
      editor.onKeyDown(({ browserEvent }) => {
        if (browserEvent.key === 'Enter') chooseAt(editor.getPosition());
      }),
    ];
    return () => {
      for (const disposable of disposables) disposable.dispose();
    };
  }, [editor, values, choose]);
}
