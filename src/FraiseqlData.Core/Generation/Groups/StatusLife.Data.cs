namespace FraiseqlData.Generation.Groups;

/// <content>The lives that are known.</content>
sealed partial class StatusLife
{
    // Status: events that have happened, in order. Events that share a place are one event under several names.
    static readonly StatusLife[] All =
    [
        new("""
            draft|new|cart|open|unfulfilled|unshipped|not shipped|not started:
            pending|placed|submitted|ordered|received|unpaid|awaiting payment|on hold: ordered
            confirmed|accepted|approved: ordered confirmed
            paid: ordered confirmed paid
            processing|in process|in progress|preparing|packed|ready: ordered confirmed paid processed
            shipped|sent|dispatched|in transit|out for delivery|fulfilled|partially shipped|partially fulfilled: ordered confirmed paid processed shipped
            delivered: ordered confirmed paid processed shipped delivered
            completed|complete|closed|done|finished: ordered confirmed paid processed shipped delivered completed
            returned: ordered confirmed paid processed shipped delivered returned
            refunded|partially refunded: ordered confirmed paid refunded
            cancelled|canceled|void|voided|rejected|failed|expired: ordered cancelled
            """),
        new("""
            pending|new|created|open|processing|unpaid|requires action:
            authorized|authorised: authorized
            paid|captured|succeeded|settled|completed|complete|success|successful: authorized paid
            failed|declined|rejected|error: failed
            refunded|partially refunded|reversed|charged back: authorized paid refunded
            cancelled|canceled|void|voided|expired: cancelled
            """),
        new("""
            draft|new:
            issued|open|finalized: issued
            sent|unpaid|pending|overdue|late|past due|viewed|partially paid: issued sent
            paid|settled|closed: issued sent paid
            cancelled|canceled|void|voided|written off|uncollectible: issued cancelled
            refunded|credited: issued sent paid refunded
            """),
        new("""
            open|new|todo|to do|backlog|pending|planned|queued|scheduled|unassigned|created:
            assigned|accepted: assigned
            in progress|started|running|active|doing|processing|reopened|working|ongoing: assigned started
            on hold|paused|blocked|waiting|stalled: assigned started paused
            in review|review|testing|resolved: assigned started resolved
            done|completed|complete|closed|finished|success|succeeded: assigned started resolved completed
            failed|error: assigned started failed
            cancelled|canceled|wont fix|rejected|aborted|skipped: cancelled
            """),
        new("""
            draft|new|unpublished:
            in review|review|submitted|pending|pending review|waiting: submitted
            rejected|declined|spam: submitted reviewed rejected
            approved|accepted|scheduled: submitted reviewed approved
            published|live|public|active|visible: submitted reviewed approved published
            archived|retired|hidden|inactive|unlisted: submitted reviewed approved published archived
            deleted|trashed|removed: submitted reviewed approved published deleted
            """),
        new("""
            requested|new|pending|draft|open|tentative|waitlisted:
            confirmed|booked|reserved|scheduled|accepted|approved: confirmed
            checked in|arrived|in progress|active|seated|started: confirmed started
            completed|complete|checked out|finished|attended|done|closed: confirmed started completed
            no show|missed: confirmed missed
            cancelled|canceled|declined|rejected|expired: cancelled
            """),
        new("""
            pending|new|invited|created|registered|unverified|unconfirmed|waiting|draft|trial:
            active|verified|confirmed|enabled|subscribed|approved|live|current: activated
            inactive|disabled|deactivated|dormant|paused|unsubscribed|closed: activated deactivated
            suspended|blocked|banned|locked|frozen: activated suspended
            cancelled|canceled|terminated|churned: activated cancelled
            expired|lapsed|past due: activated expired
            archived|deleted|removed: activated archived
            rejected|declined: rejected
            """),
    ];

    // How a life breaks off, whatever it is called.
    static readonly string[] BadEnds = ["cancelled", "failed", "rejected"];

    // Names of columns for events that go by another name above.
    static readonly Dictionary<string, string[]> SameEvent = new(StringComparer.Ordinal)
    {
        ["ordered"] = ["placed", "submitted", "order", "purchased", "checkedout"],
        ["processed"] = ["processing", "packed", "prepared", "picked"],
        ["shipped"] = ["sent", "dispatched", "shipping", "shipment", "fulfilled", "ship"],
        ["delivered"] = ["delivery", "received", "arrived"],
        ["paid"] = ["payment", "captured", "settled", "charged", "succeeded"],
        ["cancelled"] = ["canceled", "cancellation", "cancel", "voided", "aborted"],
        ["refunded"] = ["refund", "reversed"],
        ["returned"] = ["return"],
        ["completed"] = ["complete", "completion", "closed", "finished", "done", "ended", "checkedout", "attended", "finish"],
        ["resolved"] = ["resolution", "reviewed", "solved"],
        ["started"] = ["begun", "opened", "checkedin", "arrived", "start"],
        ["published"] = ["publication", "released", "publish", "live"],
        ["activated"] = ["verified", "confirmed", "activation", "enabled", "approved", "subscribed"],
        ["deactivated"] = ["disabled", "inactivated", "closed", "unsubscribed"],
        ["suspended"] = ["blocked", "banned", "locked"],
        ["confirmed"] = ["accepted", "approved", "booked", "confirmation"],
        ["archived"] = ["deleted", "removed"],
        ["authorized"] = ["authorised", "authorization"],
        ["issued"] = ["finalized", "invoiced", "billed"],
        ["missed"] = ["noshow"],
    };
}
