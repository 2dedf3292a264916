import { Fragment } from "react";

/** A long word that may break after some of its signs, and nowhere else before it has to. */
export function Breakable({ text, after }: { text: string; after: "." | "/" | "@" }) {
  return text.split(after).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          {after}
          <wbr />
        </>
      )}
      {piece}
    </Fragment>
  ));
}
