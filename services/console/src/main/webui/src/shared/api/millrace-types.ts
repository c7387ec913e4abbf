// Generated from src/main/openapi/millrace.json by `npm run api-types`. Do not edit.
export interface paths {
    "/api/v1/invitations/{token}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join the tenant that invited the caller */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is logged in, and their tenants */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/deleted-tenants/{deleted}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back a tenant that was deleted; for its owners */
        post: operations["restoreTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconnect-links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a reconnect link is for; needs no login */
        get: operations["getReconnectLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconnect-links/{token}/authorisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for the permission of the link's source; needs no login */
        post: operations["askByReconnectLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconnect-links/{token}/authorisations/{authorisation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the permission is; the link is used when it is done. Needs no login */
        get: operations["getReconnectAuthorisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconnect-links/{token}/authorisations/{authorisation}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring what the login server said; needs no login */
        post: operations["answerReconnectAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a tenant; the caller becomes its owner */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tenant */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        /**
         * Delete a tenant with all its data
         * @description It is gone for everybody at once, and everything in it stops. Until `endsAt` an owner can take it back; then all of it is erased for good.
         */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        /** Rename a tenant */
        patch: operations["renameTenant"];
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys, without the keys themselves */
        get: operations["listApiKeys"];
        put?: never;
        /** Create an API key; only this answer holds it */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/api-keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, the newest first */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/authorisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a permission: open the address in the browser, which comes back with an answer */
        post: operations["askForPermission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/authorisations/platform-apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The connectors that need no app of one's own at the vendor */
        get: operations["listPlatformApps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/authorisations/{authorisation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a permission is; one of a source that is there is used when it is done */
        get: operations["getAuthorisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/authorisations/{authorisation}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring what the login server said, in the session that asked */
        post: operations["answerAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue: what can be connected, the workspace's own connectors included */
        get: operations["listConnectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/dashboards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dashboards, the oldest first */
        get: operations["listDashboards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/dashboards/{dashboard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A dashboard, without its figures */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a dashboard's title or the order of its cards */
        patch: operations["editDashboard"];
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/dashboards/{dashboard}/cards/{card}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of a card */
        get: operations["getCardAnswer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events of the runs of a workspace, as they happen
         * @description Server-sent events, each `{type, data}`. What happened before is not repeated: read the state first. The stream ends after a while; open it again.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything of a workspace as a ZIP
         * @description Sources without their secrets, own connectors, dashboards, members, the audit log, and each table as CSV; `manifest.json`, the last entry, names all others with their SHA-256. It is sent while it is made: one without its manifest is not whole. For admins and their API keys.
         */
        get: operations["exportTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invitations that wait to be accepted */
        get: operations["listInvitations"];
        put?: never;
        /** Invite somebody by e-mail */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw an invitation */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/manifest-trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a manifest: what is wrong with it, which form it has, and what one of its streams gives. Look at the trial until it is done */
        post: operations["tryManifest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/manifest-trials/{trial}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A trial, and what came of it; it is kept for an hour */
        get: operations["getManifestTrial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody in the tenant */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a member out */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /** Give a member another role */
        patch: operations["changeMemberRole"];
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/own-connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's own connectors, by title */
        get: operations["listOwnConnectors"];
        put?: never;
        /** Save a tried manifest as a connector of the workspace's own */
        post: operations["saveOwnConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/own-connectors/{connector}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A connector of the workspace's own, with its versions */
        get: operations["getOwnConnector"];
        put?: never;
        post?: never;
        /** Delete a connector that no source uses, with its versions */
        delete: operations["deleteOwnConnector"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/own-connectors/{connector}/tile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename a connector, or change how it looks */
        put: operations["editOwnConnector"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/own-connectors/{connector}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save a tried manifest as the newest version; sources go on with theirs until they are upgraded */
        post: operations["saveOwnConnectorVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/own-connectors/{connector}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version with its manifest */
        get: operations["getOwnConnectorVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/questions/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a question without SQL */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, the newest first */
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/runs/{run}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a run to stop; what it has loaded stays */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/runs/{run}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of a run, the oldest line first */
        get: operations["listRunLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sources, the oldest first */
        get: operations["listSources"];
        put?: never;
        /** Connect a source: it is looked at, its tables are chosen, and it is read for the first time */
        post: operations["connectSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A source */
        get: operations["getSource"];
        put?: never;
        post?: never;
        /** Forget a source; what was loaded stays in the warehouse */
        delete: operations["deleteSource"];
        options?: never;
        head?: never;
        /** Rename a source, change its configuration or the version of its connector; secrets that are not given stay as they are */
        patch: operations["editSource"];
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the source offered when it was looked at last */
        get: operations["getCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/discoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at the source again: what tables does it have? */
        post: operations["startDiscovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/pipeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which streams of a source are read, how, and when */
        get: operations["getPipeline"];
        /** Change which streams are read, how, and when */
        put: operations["editPipeline"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/reconnect-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a link by which the account's owner gives the permission anew, once and within three days */
        post: operations["makeReconnectLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the source now */
        post: operations["startRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/schema-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a source's tables have changed, the newest first */
        get: operations["listSchemaChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/schema-changes/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over what waits of one stream or of all; the next run reads it */
        post: operations["acceptSchemaChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/streams/{stream}/read-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a stream again from a value of its cursor on; rows that are there are replaced */
        post: operations["readStreamAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/streams/{stream}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Load a stream from its beginning with the next run; what is there stays until the new rows take its place */
        post: operations["resetStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tables that can be asked about */
        get: operations["listTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/tables/{schema}/{table}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All rows of a table as CSV
         * @description The names of the columns come first. An answer that breaks off is not whole.
         */
        get: operations["exportTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/transform-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest transform runs, of a source or after a run */
        get: operations["listTransformRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/transform-runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A transform run */
        get: operations["getTransformRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file; the body is its bytes */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is logged in; never asks for a login */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Acceptance: {
            stream?: string | null;
        };
        AcceptedChanges: {
            accepted: components["schemas"]["SchemaChange"][];
        };
        Answer: {
            columns: components["schemas"]["AnswerColumn"][];
            rows: unknown[][];
            /** Format: int64 */
            dataVersion: number;
            computedAt: components["schemas"]["Instant"];
            fromCache: boolean;
            comparison: components["schemas"]["Comparison"] | null;
            visualization: components["schemas"]["Visualization"];
        };
        AnswerColumn: {
            name: string;
            label: string;
            type: string;
            role: components["schemas"]["AnswerColumnRole"];
        };
        /** @enum {string} */
        AnswerColumnRole: "TIME" | "DIMENSION" | "MEASURE";
        ApiKey: {
            id: components["schemas"]["UUID"];
            name: string;
            role: components["schemas"]["Role"];
            prefix: string;
            createdBy: string;
            createdAt: components["schemas"]["Instant"];
            lastUsedAt?: components["schemas"]["Instant"];
            expiresAt?: components["schemas"]["Instant"];
            key?: string;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKey"][];
            nextCursor: string | null;
        };
        AskedStream: {
            stream: components["schemas"]["PipelineStream"];
            run: components["schemas"]["Run"] | null;
        };
        AuditEvent: {
            id: components["schemas"]["UUID"];
            at: components["schemas"]["Instant"];
            actor: string;
            action: string;
            object: string;
            details: {
                [key: string]: string;
            };
        };
        AuditEventPage: {
            items: components["schemas"]["AuditEvent"][];
            nextCursor: string | null;
        };
        Authorisation: {
            id: components["schemas"]["AuthorisationId"];
            state: components["schemas"]["AuthorisationState"];
            url: string | null;
            failure: components["schemas"]["Failure"] | null;
        };
        AuthorisationAnswer: {
            state: string;
            code?: string | null;
            error?: string | null;
        };
        /** Format: uuid */
        AuthorisationId: string;
        /** @enum {string} */
        AuthorisationState: "ASKED" | "WAITING" | "EXCHANGING" | "DONE" | "FAILED";
        Card: {
            id: string;
            title: string;
            description: string;
            visualization: components["schemas"]["Visualization"];
            /** Format: int32 */
            width: number;
            format: components["schemas"]["Format"];
            period: components["schemas"]["CardPeriod"] | null;
            question: components["schemas"]["Question"];
        };
        /** @enum {string} */
        CardFormatKind: "NUMBER" | "CURRENCY" | "PERCENT" | "TEXT";
        /** @enum {string} */
        CardPeriod: "LATEST" | "LAST_COMPLETE";
        Catalog: {
            streams: components["schemas"]["Stream"][];
        };
        Column: {
            name: string;
            label: string;
            type: string;
            kind: components["schemas"]["ColumnKind"];
        };
        /** @enum {string} */
        ColumnKind: "DATE" | "CATEGORY" | "MEASURE" | "ID" | "TEXT";
        ColumnRule: {
            field: string;
            treatment: components["schemas"]["ColumnRuleTreatment"];
            /** Format: int32 */
            length?: number | null;
        };
        /** @enum {string} */
        ColumnRuleTreatment: "SKIP" | "HASH" | "MASK" | "TRUNCATE";
        Comparison: {
            previous: unknown;
            /** Format: double */
            changeRatio: number | null;
            label: string;
        };
        ConnectedSource: {
            source: components["schemas"]["Source"];
            run: components["schemas"]["Run"];
        };
        ConnectorDescriptor: {
            name: string;
            title: string;
            summary: string;
            category: string;
            colour: string;
            initials: string;
            keywords: string[];
            configurationSchema: components["schemas"]["JsonObject"];
        };
        ConnectorDescriptorPage: {
            items: components["schemas"]["ConnectorDescriptor"][];
            nextCursor: string | null;
        };
        Dashboard: {
            id: components["schemas"]["DashboardId"];
            title: string;
            sourceId: components["schemas"]["SourceId"];
            kind: components["schemas"]["DashboardKind"];
            updatedAt: components["schemas"]["Instant"];
            cards: components["schemas"]["Card"][];
        };
        DashboardEdit: {
            title?: string | null;
            cardOrder?: string[] | null;
        };
        /** Format: uuid */
        DashboardId: string;
        /** @enum {string} */
        DashboardKind: "PACKAGED" | "AUTOMATIC";
        DashboardSummary: {
            id: components["schemas"]["DashboardId"];
            title: string;
            sourceId: components["schemas"]["SourceId"];
            kind: components["schemas"]["DashboardKind"];
            /** Format: int32 */
            cardCount: number;
            updatedAt: components["schemas"]["Instant"];
        };
        DashboardSummaryPage: {
            items: components["schemas"]["DashboardSummary"][];
            nextCursor: string | null;
        };
        DeletedTenant: {
            id: components["schemas"]["TenantId"];
            name: string;
            role: components["schemas"]["Role"];
            deletedAt: components["schemas"]["Instant"];
            endsAt: components["schemas"]["Instant"];
        };
        Dimension: {
            column: string;
            grain?: components["schemas"]["QuestionGrain"] | null;
        };
        /** @enum {string} */
        ErrorKind: "USER" | "SOURCE" | "DESTINATION" | "RESOURCE" | "INTERNAL";
        Failure: {
            code: string;
            kind: components["schemas"]["ErrorKind"];
            retryable: boolean;
            message: string;
        };
        Field: {
            name: string;
            type: string;
            nullable: boolean;
        };
        Filter: {
            column: string;
            operator: components["schemas"]["QuestionOperator"];
            values: string[];
        };
        Format: {
            kind: components["schemas"]["CardFormatKind"];
            currency: string | null;
            /** Format: int32 */
            decimals: number;
        };
        Inspection: {
            problems: components["schemas"]["ManifestError"][];
            title: string | null;
            summary: string | null;
            colour: string | null;
            initials: string | null;
            configurationSchema: components["schemas"]["JsonObject"];
            streams: string[];
            findsStreams: boolean;
        };
        /**
         * Format: date-time
         * @example 2022-03-10T16:15:50Z
         */
        Instant: string;
        Invitation: {
            id: components["schemas"]["UUID"];
            email: string;
            role: components["schemas"]["Role"];
            invitedBy: string;
            createdAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            link: string;
            mailedAt: components["schemas"]["Instant"] | null;
        };
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            nextCursor: string | null;
        };
        JsonObject: {
            [key: string]: unknown;
        };
        LinkAuthorisation: {
            id: components["schemas"]["AuthorisationId"];
            state: components["schemas"]["AuthorisationState"];
            url: string | null;
            failure: components["schemas"]["Failure"] | null;
        };
        LogEntry: {
            at: components["schemas"]["Instant"];
            level: components["schemas"]["LogEntryLevel"];
            stream: string | null;
            message: string;
        };
        /** @enum {string} */
        LogEntryLevel: "INFO" | "WARN" | "ERROR";
        LogEntryPage: {
            items: components["schemas"]["LogEntry"][];
            nextCursor: string | null;
        };
        MadeReconnectLink: {
            url: string;
            expiresAt: components["schemas"]["Instant"];
        };
        ManifestError: {
            place: string | null;
            /** Format: int32 */
            line: number | null;
            message: string;
        };
        Me: {
            subject: string;
            email: string;
            name: string;
            tenants: components["schemas"]["Tenant"][];
            invitations: components["schemas"]["WaitingInvitation"][];
            deletedTenants: components["schemas"]["DeletedTenant"][];
            /** Format: int64 */
            restorableDays: number;
        };
        Measure: {
            aggregation: components["schemas"]["QuestionAggregation"];
            column?: string | null;
        };
        Member: {
            id: components["schemas"]["MemberId"];
            email: string;
            name: string;
            role: components["schemas"]["Role"];
            joinedAt: components["schemas"]["Instant"];
        };
        MemberEdit: {
            role: components["schemas"]["Role"];
        };
        /** Format: uuid */
        MemberId: string;
        MemberPage: {
            items: components["schemas"]["Member"][];
            nextCursor: string | null;
        };
        ModelRun: {
            name: string;
            state: components["schemas"]["ModelRunState"];
            /** Format: int64 */
            rows: number | null;
            /** Format: int64 */
            durationMillis: number | null;
            message: string | null;
        };
        /** @enum {string} */
        ModelRunState: "WAITING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "SKIPPED";
        /** @enum {string} */
        NestedData: "JSON" | "TABLES";
        NewApiKey: {
            name: string;
            role: components["schemas"]["Role"];
            expiresAt?: components["schemas"]["Instant"] | null;
        };
        NewAuthorisation: {
            connector?: string | null;
            sourceId?: components["schemas"]["SourceId"] | null;
            configuration?: components["schemas"]["JsonObject"] | null;
        };
        NewInvitation: {
            email: string;
            role: components["schemas"]["Role"];
        };
        NewOwnConnector: {
            trial: components["schemas"]["TrialId"];
            tile: components["schemas"]["Tile"];
        };
        NewOwnVersion: {
            trial: components["schemas"]["TrialId"];
        };
        NewReconnectLink: {
            workspace: string;
        };
        NewSource: {
            connector: string;
            name?: string | null;
            configuration: components["schemas"]["JsonObject"];
            authorisation?: components["schemas"]["AuthorisationId"] | null;
        };
        NewTrial: {
            manifest: string;
            stream?: string | null;
            settings?: components["schemas"]["JsonObject"] | null;
        };
        OwnConnector: {
            name: string;
            tile: components["schemas"]["Tile"];
            /** Format: int32 */
            newest: number;
            versions: components["schemas"]["OwnVersionSummary"][];
            createdAt: components["schemas"]["Instant"];
        };
        OwnConnectorPage: {
            items: components["schemas"]["OwnConnector"][];
            nextCursor: string | null;
        };
        OwnVersion: {
            /** Format: int32 */
            number: number;
            manifest: string;
            configurationSchema: components["schemas"]["JsonObject"];
            streams: string[];
            createdBy: string;
            createdAt: components["schemas"]["Instant"];
        };
        OwnVersionSummary: {
            /** Format: int32 */
            number: number;
            createdBy: string;
            createdAt: components["schemas"]["Instant"];
            sources: string[];
        };
        Pipeline: {
            streams: components["schemas"]["PipelineStream"][];
            schedule: components["schemas"]["Schedule"];
        };
        PipelineEdit: {
            streams?: components["schemas"]["PipelineStreamEdit"][] | null;
            schedule?: components["schemas"]["ScheduleEdit"] | null;
            confirmReload?: boolean | null;
        };
        PipelineStream: {
            name: string;
            selected: boolean;
            syncMode: components["schemas"]["SyncMode"];
            primaryKey: string[];
            cursorField: string | null;
            table: string;
            lookback: string;
            schemaChanges: components["schemas"]["SchemaChanges"];
            columns: components["schemas"]["ColumnRule"][];
            nested: components["schemas"]["NestedData"];
        };
        PipelineStreamEdit: {
            name: string;
            selected: boolean;
            syncMode: components["schemas"]["SyncMode"];
            primaryKey: string[];
            cursorField?: string | null;
            lookback?: string | null;
            schemaChanges?: components["schemas"]["SchemaChanges"] | null;
            columns?: components["schemas"]["ColumnRule"][] | null;
            nested?: components["schemas"]["NestedData"] | null;
        };
        PlatformApp: {
            connector: string;
        };
        PlatformAppPage: {
            items: components["schemas"]["PlatformApp"][];
            nextCursor: string | null;
        };
        Problem: {
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            detail: string;
            code: string;
            kind: components["schemas"]["ErrorKind"];
            retryable: boolean;
            traceId?: string;
            violations?: components["schemas"]["Violation"][];
        };
        Question: {
            table: components["schemas"]["TableName"];
            dimension?: components["schemas"]["Dimension"] | null;
            breakdown?: string | null;
            measure?: components["schemas"]["Measure"] | null;
            filters: components["schemas"]["Filter"][];
            /** Format: int32 */
            limit?: number | null;
        };
        /** @enum {string} */
        QuestionAggregation: "COUNT" | "SUM" | "AVG" | "MIN" | "MAX" | "COUNT_DISTINCT";
        /** @enum {string} */
        QuestionGrain: "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";
        /** @enum {string} */
        QuestionOperator: "EQUALS" | "NOT_EQUALS" | "CONTAINS" | "GREATER" | "LESS" | "BETWEEN" | "IS_NULL" | "IS_NOT_NULL";
        ReadAgain: {
            from: string;
            run?: boolean | null;
        };
        Reconnection: {
            workspace: string;
            source: string;
            vendor: string;
            colour: string;
            initials: string;
            expiresAt: components["schemas"]["Instant"];
        };
        Reset: {
            run?: boolean | null;
        };
        /** @enum {string} */
        Role: "OWNER" | "ADMIN" | "EDITOR" | "VIEWER";
        Run: {
            id: components["schemas"]["RunId"];
            sourceId: components["schemas"]["SourceId"];
            kind: components["schemas"]["RunKind"];
            state: components["schemas"]["RunState"];
            /** Format: int32 */
            attempt: number;
            cancelRequested: boolean;
            queuedAt: components["schemas"]["Instant"];
            startedAt: components["schemas"]["Instant"] | null;
            finishedAt: components["schemas"]["Instant"] | null;
            /** Format: int64 */
            rowsRead: number;
            /** Format: int64 */
            rowsLoaded: number;
            /** Format: int64 */
            rowsSetAside: number;
            streams: components["schemas"]["StreamProgress"][];
            failure: components["schemas"]["Failure"] | null;
        };
        /** Format: uuid */
        RunId: string;
        /** @enum {string} */
        RunKind: "DISCOVER" | "SYNC";
        RunPage: {
            items: components["schemas"]["Run"][];
            nextCursor: string | null;
        };
        /** @enum {string} */
        RunState: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
        Schedule: {
            kind: components["schemas"]["ScheduleKind"];
            interval: string | null;
            cron: string | null;
            timeZone: string;
            nextAt: components["schemas"]["Instant"] | null;
        };
        ScheduleEdit: {
            kind?: components["schemas"]["ScheduleKind"] | null;
            interval?: string | null;
            cron?: string | null;
            timeZone?: string | null;
        };
        /** @enum {string} */
        ScheduleKind: "MANUAL" | "INTERVAL" | "CRON";
        SchemaChange: {
            id: components["schemas"]["UUID"];
            at: components["schemas"]["Instant"];
            runId: components["schemas"]["RunId"];
            stream: string;
            field: string | null;
            kind: components["schemas"]["SchemaChangeKind"];
            from: string | null;
            to: string | null;
            state: components["schemas"]["SchemaChangedState"];
        };
        /** @enum {string} */
        SchemaChangeKind: "ADDED" | "REMOVED" | "TYPE_CHANGED";
        SchemaChangePage: {
            items: components["schemas"]["SchemaChange"][];
            nextCursor: string | null;
        };
        /** @enum {string} */
        SchemaChangedState: "FOLLOWED" | "HELD" | "ACCEPTED";
        /** @enum {string} */
        SchemaChanges: "FOLLOW" | "FREEZE" | "ASK";
        Session: {
            authenticated: boolean;
            name: string | null;
            email: string | null;
        };
        SetAside: {
            reason: string;
            /** Format: int64 */
            rows: number;
        };
        Source: {
            id: components["schemas"]["SourceId"];
            connector: string;
            /** Format: int32 */
            connectorVersion: number | null;
            name: string;
            state: components["schemas"]["SourceState"];
            configuration: components["schemas"]["JsonObject"];
            schema: string;
            schedule: components["schemas"]["Schedule"];
            latestRun: components["schemas"]["Run"] | null;
            /** Format: int32 */
            heldSchemaChanges: number;
            /** Format: int32 */
            failuresInARow: number;
            pausedUntil: components["schemas"]["Instant"] | null;
            pausedReason: string | null;
            note: string | null;
            authorisable: boolean;
            accessEndsAt: components["schemas"]["Instant"] | null;
            createdAt: components["schemas"]["Instant"];
        };
        SourceEdit: {
            name?: string | null;
            configuration?: components["schemas"]["JsonObject"] | null;
            /** Format: int32 */
            connectorVersion?: number | null;
        };
        /** Format: uuid */
        SourceId: string;
        SourcePage: {
            items: components["schemas"]["Source"][];
            nextCursor: string | null;
        };
        /** @enum {string} */
        SourceState: "CONNECTING" | "READY" | "FAILED";
        Stream: {
            name: string;
            fields: components["schemas"]["Field"][];
            primaryKey: string[];
            cursorField: string | null;
            recommended: boolean;
            /** Format: int64 */
            estimatedRows: number | null;
            resumable: boolean;
        };
        StreamProgress: {
            stream: string;
            state: components["schemas"]["StreamState"];
            /** Format: int64 */
            rowsRead: number;
            /** Format: int64 */
            rowsLoaded: number;
            /** Format: int64 */
            rowsSetAside: number;
            /** Format: int64 */
            valuesSetAside: number;
            /** Format: int64 */
            bytesRead: number;
            /** Format: int64 */
            expectedRows: number | null;
            setAside: components["schemas"]["SetAside"][];
        };
        /** @enum {string} */
        StreamState: "WAITING" | "RUNNING" | "SUCCEEDED" | "FAILED";
        /** @enum {string} */
        SyncMode: "FULL_REFRESH_OVERWRITE" | "FULL_REFRESH_APPEND" | "INCREMENTAL_APPEND" | "INCREMENTAL_UPSERT" | "INCREMENTAL_HISTORY";
        Table: {
            schema: string;
            name: string;
            label: string;
            sourceId: components["schemas"]["SourceId"] | null;
            /** Format: int64 */
            rows: number | null;
            columns: components["schemas"]["Column"][];
        };
        TableName: {
            schema: string;
            name: string;
        };
        TablePage: {
            items: components["schemas"]["Table"][];
            nextCursor: string | null;
        };
        Tenant: {
            id: components["schemas"]["TenantId"];
            name: string;
            role: components["schemas"]["Role"];
            createdAt: components["schemas"]["Instant"];
        };
        /** Format: uuid */
        TenantId: string;
        TenantName: {
            name: string;
        };
        Tile: {
            title: string;
            summary: string;
            colour: string;
            initials: string;
        };
        TransformRun: {
            id: components["schemas"]["RunId"];
            sourceId: components["schemas"]["SourceId"];
            causedBy: components["schemas"]["RunId"];
            project: string;
            state: components["schemas"]["RunState"];
            queuedAt: components["schemas"]["Instant"];
            startedAt: components["schemas"]["Instant"] | null;
            finishedAt: components["schemas"]["Instant"] | null;
            models: components["schemas"]["ModelRun"][];
            failure: components["schemas"]["Failure"] | null;
        };
        TransformRunPage: {
            items: components["schemas"]["TransformRun"][];
            nextCursor: string | null;
        };
        Trial: {
            id: components["schemas"]["TrialId"];
            state: components["schemas"]["TrialState"];
            inspection: components["schemas"]["Inspection"] | null;
            read: components["schemas"]["TrialRead"] | null;
            failure: components["schemas"]["Failure"] | null;
        };
        TrialExchange: {
            /** Format: int32 */
            page: number | null;
            method: string;
            url: string;
            requestHeaders: {
                [key: string]: string;
            };
            requestBody: string | null;
            /** Format: int32 */
            status: number | null;
            responseHeaders: {
                [key: string]: string;
            };
            body: string | null;
            bodyCut: boolean;
            /** Format: int64 */
            millis: number;
            failure: string | null;
        };
        /** Format: uuid */
        TrialId: string;
        TrialLine: {
            level: components["schemas"]["TrialLineLevel"];
            message: string;
        };
        /** @enum {string} */
        TrialLineLevel: "INFO" | "WARN";
        TrialPage: {
            /** Format: int32 */
            slice: number;
            part: components["schemas"]["JsonObject"];
            /** Format: int32 */
            number: number;
            /** Format: int64 */
            records: number;
        };
        TrialRead: {
            stream: string;
            end: components["schemas"]["TrialReadEnd"];
            message: string | null;
            records: components["schemas"]["JsonObject"][];
            /** Format: int64 */
            recordsRead: number;
            pages: components["schemas"]["TrialPage"][];
            exchanges: components["schemas"]["TrialExchange"][];
            log: components["schemas"]["TrialLine"][];
            schema: components["schemas"]["JsonObject"];
            undeclared: string[];
            replaced: string[];
        };
        /** @enum {string} */
        TrialReadEnd: "COMPLETE" | "ENOUGH" | "OUT_OF_TIME" | "FAILED";
        /** @enum {string} */
        TrialState: "WAITING" | "RUNNING" | "DONE";
        /** Format: uuid */
        UUID: string;
        Upload: {
            id: components["schemas"]["UploadId"];
            fileName: string;
            /** Format: int64 */
            sizeBytes: number;
        };
        /** Format: uuid */
        UploadId: string;
        Violation: {
            field: string;
            message: string;
        };
        /** @enum {string} */
        Visualization: "NUMBER" | "LINE" | "AREA" | "BAR" | "PIE" | "TABLE";
        WaitingInvitation: {
            token: components["schemas"]["UUID"];
            tenantName: string;
            role: components["schemas"]["Role"];
            invitedBy: string;
        };
    };
    responses: {
        /** @description What went wrong, and what to do */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Acceptance = components['schemas']['Acceptance'];
export type AcceptedChanges = components['schemas']['AcceptedChanges'];
export type Answer = components['schemas']['Answer'];
export type AnswerColumn = components['schemas']['AnswerColumn'];
export type AnswerColumnRole = components['schemas']['AnswerColumnRole'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyPage = components['schemas']['ApiKeyPage'];
export type AskedStream = components['schemas']['AskedStream'];
export type AuditEvent = components['schemas']['AuditEvent'];
export type AuditEventPage = components['schemas']['AuditEventPage'];
export type Authorisation = components['schemas']['Authorisation'];
export type AuthorisationAnswer = components['schemas']['AuthorisationAnswer'];
export type AuthorisationId = components['schemas']['AuthorisationId'];
export type AuthorisationState = components['schemas']['AuthorisationState'];
export type Card = components['schemas']['Card'];
export type CardFormatKind = components['schemas']['CardFormatKind'];
export type CardPeriod = components['schemas']['CardPeriod'];
export type Catalog = components['schemas']['Catalog'];
export type Column = components['schemas']['Column'];
export type ColumnKind = components['schemas']['ColumnKind'];
export type ColumnRule = components['schemas']['ColumnRule'];
export type ColumnRuleTreatment = components['schemas']['ColumnRuleTreatment'];
export type Comparison = components['schemas']['Comparison'];
export type ConnectedSource = components['schemas']['ConnectedSource'];
export type ConnectorDescriptor = components['schemas']['ConnectorDescriptor'];
export type ConnectorDescriptorPage = components['schemas']['ConnectorDescriptorPage'];
export type Dashboard = components['schemas']['Dashboard'];
export type DashboardEdit = components['schemas']['DashboardEdit'];
export type DashboardId = components['schemas']['DashboardId'];
export type DashboardKind = components['schemas']['DashboardKind'];
export type DashboardSummary = components['schemas']['DashboardSummary'];
export type DashboardSummaryPage = components['schemas']['DashboardSummaryPage'];
export type DeletedTenant = components['schemas']['DeletedTenant'];
export type Dimension = components['schemas']['Dimension'];
export type ErrorKind = components['schemas']['ErrorKind'];
export type Failure = components['schemas']['Failure'];
export type Field = components['schemas']['Field'];
export type Filter = components['schemas']['Filter'];
export type Format = components['schemas']['Format'];
export type Inspection = components['schemas']['Inspection'];
export type Instant = components['schemas']['Instant'];
export type Invitation = components['schemas']['Invitation'];
export type InvitationPage = components['schemas']['InvitationPage'];
export type JsonObject = components['schemas']['JsonObject'];
export type LinkAuthorisation = components['schemas']['LinkAuthorisation'];
export type LogEntry = components['schemas']['LogEntry'];
export type LogEntryLevel = components['schemas']['LogEntryLevel'];
export type LogEntryPage = components['schemas']['LogEntryPage'];
export type MadeReconnectLink = components['schemas']['MadeReconnectLink'];
export type ManifestError = components['schemas']['ManifestError'];
export type Me = components['schemas']['Me'];
export type Measure = components['schemas']['Measure'];
export type Member = components['schemas']['Member'];
export type MemberEdit = components['schemas']['MemberEdit'];
export type MemberId = components['schemas']['MemberId'];
export type MemberPage = components['schemas']['MemberPage'];
export type ModelRun = components['schemas']['ModelRun'];
export type ModelRunState = components['schemas']['ModelRunState'];
export type NestedData = components['schemas']['NestedData'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type NewAuthorisation = components['schemas']['NewAuthorisation'];
export type NewInvitation = components['schemas']['NewInvitation'];
export type NewOwnConnector = components['schemas']['NewOwnConnector'];
export type NewOwnVersion = components['schemas']['NewOwnVersion'];
export type NewReconnectLink = components['schemas']['NewReconnectLink'];
export type NewSource = components['schemas']['NewSource'];
export type NewTrial = components['schemas']['NewTrial'];
export type OwnConnector = components['schemas']['OwnConnector'];
export type OwnConnectorPage = components['schemas']['OwnConnectorPage'];
export type OwnVersion = components['schemas']['OwnVersion'];
export type OwnVersionSummary = components['schemas']['OwnVersionSummary'];
export type Pipeline = components['schemas']['Pipeline'];
export type PipelineEdit = components['schemas']['PipelineEdit'];
export type PipelineStream = components['schemas']['PipelineStream'];
export type PipelineStreamEdit = components['schemas']['PipelineStreamEdit'];
export type PlatformApp = components['schemas']['PlatformApp'];
export type PlatformAppPage = components['schemas']['PlatformAppPage'];
export type Problem = components['schemas']['Problem'];
export type Question = components['schemas']['Question'];
export type QuestionAggregation = components['schemas']['QuestionAggregation'];
export type QuestionGrain = components['schemas']['QuestionGrain'];
export type QuestionOperator = components['schemas']['QuestionOperator'];
export type ReadAgain = components['schemas']['ReadAgain'];
export type Reconnection = components['schemas']['Reconnection'];
export type Reset = components['schemas']['Reset'];
export type Role = components['schemas']['Role'];
export type Run = components['schemas']['Run'];
export type RunId = components['schemas']['RunId'];
export type RunKind = components['schemas']['RunKind'];
export type RunPage = components['schemas']['RunPage'];
export type RunState = components['schemas']['RunState'];
export type Schedule = components['schemas']['Schedule'];
export type ScheduleEdit = components['schemas']['ScheduleEdit'];
export type ScheduleKind = components['schemas']['ScheduleKind'];
export type SchemaChange = components['schemas']['SchemaChange'];
export type SchemaChangeKind = components['schemas']['SchemaChangeKind'];
export type SchemaChangePage = components['schemas']['SchemaChangePage'];
export type SchemaChangedState = components['schemas']['SchemaChangedState'];
export type SchemaChanges = components['schemas']['SchemaChanges'];
export type Session = components['schemas']['Session'];
export type SetAside = components['schemas']['SetAside'];
export type Source = components['schemas']['Source'];
export type SourceEdit = components['schemas']['SourceEdit'];
export type SourceId = components['schemas']['SourceId'];
export type SourcePage = components['schemas']['SourcePage'];
export type SourceState = components['schemas']['SourceState'];
export type Stream = components['schemas']['Stream'];
export type StreamProgress = components['schemas']['StreamProgress'];
export type StreamState = components['schemas']['StreamState'];
export type SyncMode = components['schemas']['SyncMode'];
export type Table = components['schemas']['Table'];
export type TableName = components['schemas']['TableName'];
export type TablePage = components['schemas']['TablePage'];
export type Tenant = components['schemas']['Tenant'];
export type TenantId = components['schemas']['TenantId'];
export type TenantName = components['schemas']['TenantName'];
export type Tile = components['schemas']['Tile'];
export type TransformRun = components['schemas']['TransformRun'];
export type TransformRunPage = components['schemas']['TransformRunPage'];
export type Trial = components['schemas']['Trial'];
export type TrialExchange = components['schemas']['TrialExchange'];
export type TrialId = components['schemas']['TrialId'];
export type TrialLine = components['schemas']['TrialLine'];
export type TrialLineLevel = components['schemas']['TrialLineLevel'];
export type TrialPage = components['schemas']['TrialPage'];
export type TrialRead = components['schemas']['TrialRead'];
export type TrialReadEnd = components['schemas']['TrialReadEnd'];
export type TrialState = components['schemas']['TrialState'];
export type Uuid = components['schemas']['UUID'];
export type Upload = components['schemas']['Upload'];
export type UploadId = components['schemas']['UploadId'];
export type Violation = components['schemas']['Violation'];
export type Visualization = components['schemas']['Visualization'];
export type WaitingInvitation = components['schemas']['WaitingInvitation'];
export type ResponseProblem = components['responses']['Problem'];
export type $defs = Record<string, never>;
export interface operations {
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: components["schemas"]["UUID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    restoreTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deleted: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReconnectLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconnection"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askByReconnectLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkAuthorisation"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReconnectAuthorisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                authorisation: components["schemas"]["AuthorisationId"];
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkAuthorisation"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerReconnectAuthorisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                authorisation: components["schemas"]["AuthorisationId"];
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorisationAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkAuthorisation"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantName"];
            };
        };
        responses: {
            /** @description The tenant */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteTenant: {
        parameters: {
            query: {
                /** @description The tenant's name, to make sure that it is the one which is meant */
                name: string;
            };
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedTenant"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    renameTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantName"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The API key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: components["schemas"]["UUID"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    askForPermission: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAuthorisation"];
            };
        };
        responses: {
            /** @description The permission that is asked for */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authorisation"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPlatformApps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformAppPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAuthorisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                authorisation: components["schemas"]["AuthorisationId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authorisation"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerAuthorisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                authorisation: components["schemas"]["AuthorisationId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorisationAnswer"];
            };
        };
        responses: {
            /** @description The permission, which a worker takes now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authorisation"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listConnectors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorDescriptorPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDashboards: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardSummaryPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDashboard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dashboard: components["schemas"]["DashboardId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dashboard */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    editDashboard: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                dashboard: components["schemas"]["DashboardId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DashboardEdit"];
            };
        };
        responses: {
            /** @description The dashboard */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCardAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                card: string;
                dashboard: components["schemas"]["DashboardId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    streamEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description The invitation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation: components["schemas"]["UUID"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    tryManifest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrial"];
            };
        };
        responses: {
            /** @description The trial */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trial"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getManifestTrial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
                trial: components["schemas"]["TrialId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trial"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: components["schemas"]["MemberId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeMemberRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: components["schemas"]["MemberId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOwnConnectors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnConnectorPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    saveOwnConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwnConnector"];
            };
        };
        responses: {
            /** @description The connector */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnConnector"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOwnConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connector: string;
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnConnector"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteOwnConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connector: string;
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    editOwnConnector: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                connector: string;
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Tile"];
            };
        };
        responses: {
            /** @description The connector */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnConnector"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    saveOwnConnectorVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
                "If-Match"?: string;
            };
            path: {
                connector: string;
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwnVersion"];
            };
        };
        responses: {
            /** @description The connector */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnConnector"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOwnConnectorVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connector: string;
                number: number;
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnVersion"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRuns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                sourceId?: components["schemas"]["SourceId"];
            };
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["schemas"]["RunId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["schemas"]["RunId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRunLogs: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                run: components["schemas"]["RunId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogEntryPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourcePage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    connectSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSource"];
            };
        };
        responses: {
            /** @description The source, and the run that looks at it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectedSource"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The source */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    editSource: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceEdit"];
            };
        };
        responses: {
            /** @description The source */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalog"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    startDiscovery: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPipeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pipeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pipeline"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    editPipeline: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelineEdit"];
            };
        };
        responses: {
            /** @description The pipeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pipeline"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    makeReconnectLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReconnectLink"];
            };
        };
        responses: {
            /** @description The link */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeReconnectLink"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    startRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSchemaChanges: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaChangePage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    acceptSchemaChanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: components["schemas"]["SourceId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedChanges"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readStreamAgain: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                source: components["schemas"]["SourceId"];
                stream: string;
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadAgain"];
            };
        };
        responses: {
            /** @description The stream, which the next run reads from there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedStream"];
                };
            };
            /** @description The stream, and the run that reads it again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedStream"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resetStream: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing more and gets the first one's answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                source: components["schemas"]["SourceId"];
                stream: string;
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reset"];
            };
        };
        responses: {
            /** @description The stream, which the next run loads anew */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedStream"];
                };
            };
            /** @description The stream, and the run that loads it anew */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedStream"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TablePage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportTable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schema: string;
                table: string;
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTransformRuns: {
        parameters: {
            query?: {
                causedBy?: components["schemas"]["RunId"];
                sourceId?: components["schemas"]["SourceId"];
            };
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransformRunPage"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getTransformRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["schemas"]["RunId"];
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransformRun"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    uploadFile: {
        parameters: {
            query: {
                fileName: string;
            };
            header?: never;
            path: {
                tenant: components["schemas"]["TenantId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The upload */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description There is none, or it is another tenant's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
