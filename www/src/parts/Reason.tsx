import type { Decision, PageState } from "rolescope/slim";
import { useConsole, type Question } from "../state/context";
import { reasonLabel } from "./reasons";
import { Icon } from "./Icon";
import { Message } from "./Message";

/** The question after every hidden or disabled thing. */
export function Why({ about, question, onAsk }: { about: string; question: Question; onAsk?: () => void }) {
  const { ask } = useConsole();
  const press = () => {
    onAsk?.();
    ask(question);
  };
  return (
    <button type="button" className="why" onClick={press}>
      why?<span className="sr-only"> {about}</span>
    </button>
  );
}

export function ReasonCodeText({ reason }: { reason: string }) {
  return (
    <>
      <span>{reasonLabel(reason)}</span> <code className="code">{reason}</code>
    </>
  );
}

/** A reason, and the engine's sentence about it, as rows of a list of facts. */
export function ReasonFacts({ reason, message }: { reason: string; message: string }) {
  return (
    <>
      <dt>Reason</dt>
      <dd>
        <ReasonCodeText reason={reason} />
      </dd>
      {message && (
        <>
          <dt>Message</dt>
          <dd>
            <Message text={message} />
          </dd>
        </>
      )}
    </>
  );
}

const BADGES = {
  allow: { icon: "check", tone: "good" },
  deny: { icon: "ban", tone: "bad" },
  unknown: { icon: "unknown", tone: "odd" },
} as const;

export function DecisionBadge({ decision }: { decision: Decision["decision"] }) {
  const { icon, tone } = BADGES[decision];
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icon} />
      {decision}
    </span>
  );
}

const STATE_BADGES = {
  visible: { icon: "check", tone: "good" },
  disabled: { icon: "lock", tone: "odd" },
  hidden: { icon: "hidden", tone: "bad" },
} as const;

export function StateBadge({ state }: { state: PageState["state"] }) {
  const { icon, tone } = STATE_BADGES[state];
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icon} />
      {state}
    </span>
  );
}
