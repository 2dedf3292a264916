import { principalName, useConsole } from "../state/context";
import { formatAddress } from "../state/address";
import { useTheme } from "../state/theme";
import { VENDORS } from "../state/vendors";
import { Icon } from "../parts/Icon";
import { Avatar } from "./People";

interface Props {
  compact: boolean;
  onOpenMenu: () => void;
  onOpenSwitch: () => void;
}

export function Header({ compact, onOpenMenu, onOpenSwitch }: Props) {
  return (
    <header className="header">
      {compact && (
        <button type="button" className="icon-button" onClick={onOpenMenu}>
          <Icon name="menu" />
          <span className="sr-only">Open navigation</span>
        </button>
      )}
      <Brand />
      {!compact && <VendorSwitch />}
      <span className="grow" />
      <ThemeButton />
      <Profile onOpen={onOpenSwitch} />
    </header>
  );
}

function Brand() {
  const { vendor } = useConsole();
  return (
    <p className="brand">
      <span className="brand-mark" aria-hidden="true" />
      <span className="brand-text">
        <strong>rolescope</strong>
        <span className="muted">
          {vendor.name}
          <span className="brand-tenant"> demo: {vendor.tenantName}</span>
        </span>
      </span>
    </p>
  );
}

/** The vendors, each as it was left, at first with its sample. The section that is open stays open. */
export function VendorSwitch({ onChoose }: { onChoose?: () => void }) {
  const { vendor, place, visits, hrefTo } = useConsole();
  return (
    <nav className="segmented" aria-label="Vendor">
      {VENDORS.map(({ id, name, about }) => (
        <a
          key={id}
          // To the one that is open it leads nowhere else, so that pressing it takes nothing away.
          href={id === vendor.id ? hrefTo({}) : formatAddress(visits.placeOf(id, place.page))}
          aria-current={id === vendor.id ? "true" : undefined}
          data-vendor={id}
          onClick={onChoose}
        >
          <span className="vendor-dot" aria-hidden="true" />
          {name}
          {about && <span className="vendor-about">({about})</span>}
        </a>
      ))}
    </nav>
  );
}

/** The signed-in person with the role held at this scope beside the name. */
function Profile({ onOpen }: { onOpen: () => void }) {
  const state = useConsole();
  const name = principalName(state);
  return (
    <button type="button" className="profile" onClick={onOpen} aria-haspopup="dialog">
      <Avatar name={name} />
      <span className="profile-text">
        <span className="profile-name">{name}</span>
        <span className="profile-role">{rolesHere(state)}</span>
      </span>
      <span className="sr-only">Switch person</span>
      <Icon name="chevron" className="icon icon-down" />
    </button>
  );
}

/** The roles in effect at this scope in a few words; a role that an override brings says so. */
function rolesHere({ session, place, server }: ReturnType<typeof useConsole>): string {
  const names = [
    ...new Set(
      session.roles(place.scope).map((held) => {
        if (held.source === "override") return `${held.name} (widened)`;
        const narrowed = server.directory
          .overrides()
          .some((row) => row.mode === "narrow" && row.principal === place.principal && row.role === held.role && row.scope === held.via);
        return narrowed ? `${held.name} (customised)` : held.name;
      }),
    ),
  ];
  if (names.length === 0) return "No role here";
  const [first, second, ...rest] = names;
  return [first, second].filter(Boolean).join(", ") + (rest.length > 0 ? ` +${rest.length}` : "");
}

const THEME_ICONS = { system: "theme", light: "sun", dark: "moon" } as const;

function ThemeButton() {
  const [theme, next] = useTheme();
  return (
    <button type="button" className="icon-button" title={`Colour theme: ${theme}`} onClick={next}>
      <Icon name={THEME_ICONS[theme]} />
      <span className="sr-only">Colour theme: {theme}. Change</span>
    </button>
  );
}
