"""Bank files: brought in, and the columns of a CSV said once."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.sentences import sentence
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.language import current_language
from treasury.forms import FileForm, ProfileForm
from treasury.models import BankUpload
from treasury.queries.lines import files, statements_of
from treasury.queries.settings import names_of_accounts, own_accounts, profile_of, profiles
from treasury.rules.iban import masked, masked_in
from treasury.rules.readers.bytes_in import MOST_BYTES, decoded
from treasury.rules.readers.opening import KIND_NAMES, FileKind, kind_of
from treasury.rules.readers.profile import CsvProfile, guessed_roles, rows_of, signature, sniffed
from treasury.services.books import keep_profile
from treasury.services.bringing_in import Brought, bring_in
from treasury.services.uploads import forget_upload, keep_upload, upload_by_id
from treasury.views.blueprint import blueprint
from treasury.views.handling import handled


@blueprint.get("/tresorerie/releves")
@requires(Permission.TREASURY_READ)
def bank_files() -> ResponseReturnValue:
    """The files that were brought in, and the form to bring another."""
    return answer(FileForm(), "treasury/bank_files.html", **_listed())


@blueprint.post("/tresorerie/releves")
@requires(Permission.TREASURY_WRITE)
def bring() -> ResponseReturnValue:
    """Bring a file in; a CSV with unknown columns is kept until somebody says what they hold."""
    form = FileForm()

    def write() -> ResponseReturnValue:
        data, name = form.file.data.read(MOST_BYTES + 1), form.file.data.filename or ""
        if kind_of(data) is not FileKind.CSV:
            return _told(bring_in(data, name, actor=current_actor(), at=now()))
        _separator, _row, heads = sniffed(decoded(data))
        known = profile_of(signature(heads))
        if known is None:
            upload = keep_upload(data, name, actor=current_actor(), at=now())
            return redirect(url_for(".map_columns", upload_id=upload.id), 303)
        profile = CsvProfile.from_json(known.mapping)
        return _told(bring_in(data, name, profile=profile, actor=current_actor(), at=now()))

    return handled(form, write, "treasury/bank_files.html", **_listed())


@blueprint.route("/tresorerie/releves/colonnes/<int:upload_id>", methods=["GET", "POST"])
@requires(Permission.TREASURY_WRITE)
def map_columns(upload_id: int) -> ResponseReturnValue:
    """Say what each column of a CSV holds, once; the profile is kept for the next file of that bank."""
    upload = upload_by_id(upload_id)
    text = decoded(upload.content)
    separator, head_at, heads = sniffed(text)
    form = ProfileForm(**guessed_roles(heads)) if request.method == "GET" else ProfileForm()
    form.offer(heads, [(one.iban, one.name) for one in own_accounts()])

    def write() -> ResponseReturnValue:
        profile = form.profile(separator)
        brought = bring_in(upload.content, upload.filename, profile=profile, actor=current_actor(), at=now())
        keep_profile(profile, signature(heads), actor=current_actor(), at=now())
        forget_upload(upload)
        return _told(brought)

    lines = rows_of(text[:20_000], separator)[head_at + 1 : head_at + 6]
    sample = [[masked_in(cell) for cell in line] for line in lines]
    return handled(form, write, "treasury/map_columns.html", upload=_named(upload), heads=heads, sample=sample)


def _named(upload: BankUpload) -> dict[str, object]:
    return {"id": upload.id, "filename": upload.filename}


def _listed() -> dict[str, object]:
    found = files()
    statements = statements_of([one.id for one in found])
    return {
        "files": found,
        "statements": statements,
        "accounts": names_of_accounts({part.account for parts in statements.values() for part in parts}),
        "masked": masked,
        "kinds": {str(kind): name for kind, name in KIND_NAMES.items()},
        "profiles": profiles(),
    }


def _told(brought: Brought) -> Response:
    for remark in brought.remarks:
        flash(sentence(current_language(), remark.message, remark.values), "warning")
    new = ngettext("%(num)s new line.", "%(num)s new lines.", brought.new)
    flash(_("%(new)s %(known)s known already.", new=new, known=brought.known), "success")
    return redirect(url_for(".bank_lines", etat="waiting") if brought.new else url_for(".bank_files"), 303)  # type: ignore[return-value]
