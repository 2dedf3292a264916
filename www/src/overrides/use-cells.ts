import { useMemo } from "react";
import type { Principal, Scope } from "rolescope/slim";
import { actorOf, useConsole } from "../state/context";
import { cellAt, wayAt, type Cell } from "./cells";

interface Workspace {
  scope: Scope;
  projects: Scope[];
}

export interface Cells {
  people: Principal[];
  workspaces: Workspace[];
  projects: Scope[];
  at: (principal: string, project: string) => Cell;
  /** Whether the last step changed what this person may do at this project. */
  moved: (principal: string, project: string) => boolean;
}

const key = (principal: string, project: string) => `${principal} ${project}`;

/** Everybody at every project, asked once for each state of the data and each actor. */
export function useCells(role: string, scopeTypes: readonly string[]): Cells {
  const state = useConsole();
  const { server, place } = state;
  const by = actorOf(state);
  const { revision } = server.directory;
  return useMemo(() => {
    const { directory } = server;
    const scopes = directory.scopes();
    const workspaces = scopes
      .map((scope) => ({ scope, projects: scopes.filter(({ parent, type }) => parent === scope.id && scopeTypes.includes(type)) }))
      .filter(({ projects }) => projects.length > 0);
    const projects = workspaces.flatMap((workspace) => workspace.projects);
    const people = directory.principals();
    const before = place.saved.length > 0 ? server.directoryBefore(place.saved.length - 1) : directory;
    const cells = new Map<string, Cell>();
    const moved = new Set<string>();
    for (const { id } of people) {
      for (const project of projects) {
        const cell = cellAt(server, by, role, id, project);
        cells.set(key(id, project.id), cell);
        if (before !== directory && wayAt(before, id, project.id) !== cell.way) moved.add(key(id, project.id));
      }
    }
    return {
      people,
      workspaces,
      projects,
      at: (principal, project) => cells.get(key(principal, project))!,
      moved: (principal, project) => moved.has(key(principal, project)),
    };
    // The revision says that the directory has changed within itself.
  }, [server, revision, by, role, scopeTypes, place.saved]);
}
