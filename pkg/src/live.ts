// A session that lives on: renewed before it expires, shared by the tabs of a browser, kept over a reload, signed by the
// server. It holds no rule: whatever comes goes through `Session.load` and `update`, which refuse what does not belong.
export { onExpiring } from "./live-expiry.js";
export { loadSigned, signSnapshot, updateSigned, verifySnapshot } from "./live-signed.js";
export { keepInStorage } from "./live-storage.js";
export { shareAcrossTabs } from "./live-tabs.js";
export type { Expiring, ExpiringSession } from "./live-expiry.js";
export type { Key, Keys, KeyHandle, PrivateKey, PublicJwk, SnapshotText } from "./live-signed.js";
export type { StorageLike, Store, StoreOptions } from "./live-storage.js";
export type { ChannelLike, SharedSession, Tabs, TabsOptions } from "./live-tabs.js";
