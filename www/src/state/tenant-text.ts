/** The directory text of a sample tenant, as much of its shape as the demo touches. */
export interface TenantText {
  catalog: string;
  revision?: number;
  scopes: { id: string; type: string; parent?: string; name?: string; links?: string[]; attributes?: Record<string, string> }[];
  principals: { id: string; name?: string; email?: string; type?: string; active?: boolean }[];
  roleAssignments: object[];
  overrides?: object[];
  roles?: object[];
}
