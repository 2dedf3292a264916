import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/**
 * Text that takes the place of what is selected is put there by the editor. The browser would give it the style of what
 * goes, in an attribute that the page's policy forbids. What a composition writes is the browser's to write.
 */
export const replaceSelected: Extension = EditorView.domEventHandlers({
  beforeinput({ inputType, data, isComposing }, view) {
    const { main, ranges } = view.state.selection;
    if (inputType !== "insertText" || !data || isComposing || main.empty || ranges.length > 1) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    const handled = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, main.from, main.to, data, insert));
    if (!handled) view.dispatch(insert());
    return true;
  },
});
