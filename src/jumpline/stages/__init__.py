"""Pure functions from sheets to an issue; see ``jumpline.pipeline`` for their order.

``blocks``: Sheet → BlockPage · ``furniture``: masthead and folio · ``roles``: BlockPage → RolePage
· ``follow``: RolePages → Chains · ``articles``: Chains → drafts · ``issue``: drafts → Issue
"""
