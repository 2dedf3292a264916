import { getLanguageService, TextDocument, type JSONSchema, type LanguageService } from "vscode-json-languageservice";
import catalogSchema from "rolescope/schema/catalog.json";
import directorySchema from "rolescope/schema/directory.json";
import type { TextName } from "./texts";

const ADDRESS = "file:///playground.json";
const SCHEMAS = { catalog: catalogSchema, directory: directorySchema } as unknown as Record<TextName, JSONSchema>;

/** A language service that knows the published schema, whatever `$schema` says; it asks nobody. */
function serviceFor(name: TextName): LanguageService {
  const schema = SCHEMAS[name];
  const service = getLanguageService({
    schemaRequestService: () => Promise.resolve(JSON.stringify(schema)),
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
    // Hints as plain text: an editor's tooltip draws no Markdown.
    clientCapabilities: { textDocument: { completion: { completionItem: { documentationFormat: ["plaintext"], commitCharactersSupport: false } }, hover: { contentFormat: ["plaintext"] } } },
  });
  service.configure({ schemas: [{ uri: `rolescope:${name}`, fileMatch: ["*"], schema }], allowComments: false });
  return service;
}

export function documentOf(text: string): TextDocument {
  return TextDocument.create(ADDRESS, "json", 0, text);
}

export const SERVICES: Record<TextName, LanguageService> = { catalog: serviceFor("catalog"), directory: serviceFor("directory") };
