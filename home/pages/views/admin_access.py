"""The doors of Wagtail's admin: its own sign-in is closed, so that a second factor cannot be walked around."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def admin_door(request, **_rest):
    """Send a passer-by to the portal's sign-in, an editor on to the admin, and refuse everyone else."""
    wanted = request.GET.get("next", "/admin/")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) and wanted.startswith("/admin/")
    if not request.user.is_authenticated:
        return redirect_to_login(wanted if safe else "/admin/")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("/admin/")
    raise PermissionDenied
