// What makes an open page live. The page is whole without it, and nothing that is being read changes its place.

import { listen } from "./live.js";
import { keepDrafts } from "./drafts.js";
import { mindForms, mindMenus } from "./forms.js";
import { compose } from "./composer.js";
import { offerPush } from "./push.js";
import { lookAgain } from "./again.js";

mindMenus();
mindForms();
keepDrafts();
compose();
offerPush();
lookAgain();
listen();
if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js");
