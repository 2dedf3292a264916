import { Icon, ScopeIcon } from "../parts/Icon";
import { Message } from "../parts/Message";
import type { Step } from "./ways";
import "./way.css";

/** The way from a person to a permission, drawn: a line through every thing that it goes through, broken where it stops. */
export function Way({ label, steps }: { label: string; steps: Step[] }) {
  return (
    <ol className="way" aria-label={label}>
      {steps.map((step, index) => (
        <li key={index} className={step.cut ? "way-step way-cut" : "way-step"}>
          <span className="way-mark">{typeof step.icon === "string" ? <Icon name={step.icon} /> : <ScopeIcon type={step.icon.scope} />}</span>
          <span className="way-text">
            <strong>{step.title}</strong> {step.code && <code className="code">{step.code}</code>}
            <span className="muted">
              <Message text={step.note} />
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
