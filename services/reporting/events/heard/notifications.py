"""What reporting reads of the notifications."""

from reporting.events.heard.reads import fact, must, text, texts

NOTIFICATION_RAISED = fact("notifications.notification.raised", kind=text(), recipients=texts())
NOTIFICATION_OPENED = fact("notifications.notification.opened", kind=must(), channel=must(), learner=must())
NOTIFICATION_SENT = fact("notifications.notification.sent", kind=must(), channel=must(), outcome=must())
NOTIFICATION_MUTED = fact("notifications.notification.muted", kind=must())
DIGEST_SENT = fact("notifications.digest.sent")
